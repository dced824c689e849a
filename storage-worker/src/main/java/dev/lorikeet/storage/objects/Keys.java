package dev.lorikeet.storage.objects;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;

/** What the keys of the bucket mean: {@code loras/{yyyyMMdd}/{HH}/{workspace}/{lora}/{file}}. */
public final class Keys {
    public static final String LORAS = "loras/";
    public static final String THUMBNAILS = "thumbnails/";

    /** Of this millennium: a sweep goes from the oldest day to today. */
    private static final Pattern OURS = Pattern
            .compile("(?:loras|thumbnails)/(2\\d{7}/\\d{2})/[A-Za-z0-9_-]{1,64}/([A-Za-z0-9_-]{1,64})(?:/[^/]+)?");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuuMMdd/HH", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private Keys() {}

    /** Whose object it is, and the hour its ticket was issued in. */
    public record Owner(LoraId lora, String hour) {

        /** From then on no ticket of that hour is issued any more. */
        public Instant hourEnds() {
            return LocalDateTime.parse(hour, HOUR).plusHours(1).toInstant(ZoneOffset.UTC);
        }
    }

    /** Empty for what is not ours: other people may keep other things in the same bucket. */
    public static Optional<Owner> owner(String key) {
        var matcher = OURS.matcher(key);
        return matcher.matches() && isHour(matcher.group(1))
                ? Optional.of(new Owner(new LoraId(matcher.group(2)), matcher.group(1)))
                : Optional.empty();
    }

    private static boolean isHour(String text) {
        try {
            LocalDateTime.parse(text, HOUR);
            return true;
        } catch (DateTimeParseException other) {
            return false;
        }
    }

    /** One picture per LoRA, found by the LoRA's own key. */
    public static ObjectKey thumbnail(ObjectKey lora) {
        var path = lora.value();
        var folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return new ObjectKey(THUMBNAILS + (folder.startsWith(LORAS) ? folder.substring(LORAS.length()) : path));
    }

    public static String hour(Instant time) {
        return HOUR.format(time);
    }
}
