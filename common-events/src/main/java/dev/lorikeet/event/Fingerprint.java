package dev.lorikeet.event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * 128 bits that tell one entry of the catalogue from another; those of many entries are added by exclusive or, so that
 * their order does not matter. An entry counts with what can be selected by: all of the fields below, in this version of
 * the contract for ever, whatever later versions add. One that nobody may select counts with its id and status alone.
 */
public record Fingerprint(@JsonValue String value) {
    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{32}");
    private static final int BYTES = 16;

    /** Of no entries at all. */
    public static final Fingerprint NOTHING = new Fingerprint("0".repeat(2 * BYTES));

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Fingerprint {
        Limits.matches("a fingerprint", value, PATTERN);
    }

    public static Fingerprint of(CatalogueEntry entry) {
        var fields = entry.status() == CatalogueStatus.READY
                ? List.of(entry.lora().value(), entry.status(), entry.workspace().value(), entry.fileName(),
                        entry.object(), String.valueOf(entry.sha256()), entry.description(),
                        entry.facts().baseModel().family(), String.valueOf(entry.facts().baseModel().version()),
                        String.valueOf(entry.facts().baseModel().variant()), entry.facts().baseModel().task(),
                        entry.facts().expert().expert(), entry.uploadedAt(), entry.updatedAt())
                : List.of(entry.lora().value(), entry.status());
        return hashed(fields.stream().map(Fingerprint::text).collect(Collectors.joining("\u001f")));
    }

    /** Written out for the two records that may gain components. */
    private static String text(Object field) {
        return switch (field) {
            case StoredObject object -> object.key().value() + " " + object.size() + " " + object.etag().value();
            case LoraDescription said -> String.join("\u001e", said.name(), String.valueOf(said.text()),
                    String.valueOf(said.tags()), String.valueOf(said.triggerWords()),
                    String.valueOf(said.defaultWeight()), String.valueOf(said.expert()));
            default -> field.toString();
        };
    }

    private static Fingerprint hashed(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return new Fingerprint(HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Fingerprint plus(Fingerprint other) {
        var one = ByteBuffer.wrap(HexFormat.of().parseHex(value));
        var two = ByteBuffer.wrap(HexFormat.of().parseHex(other.value));
        var sum = ByteBuffer.allocate(BYTES);
        sum.putLong(one.getLong() ^ two.getLong()).putLong(one.getLong() ^ two.getLong());
        return new Fingerprint(HexFormat.of().formatHex(sum.array()));
    }
}
