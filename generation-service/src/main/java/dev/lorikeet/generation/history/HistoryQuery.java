package dev.lorikeet.generation.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.QueryParameters;
import dev.lorikeet.http.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A page of the history as it is asked for in a query string: newest first. */
record HistoryQuery(@Nullable WorkspaceId workspace, @Nullable String status, @Nullable LoraId lora, int limit,
        @Nullable Cursor after) {
    private static final Set<String> NAMES = Set.of("workspaceId", "status", "lora", "limit", "cursor");
    private static final Set<String> STATUSES = Set.of("queued", "submitting", "running", "cancelling", "succeeded",
            "failed", "cancelled");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final int USUAL = 50;
    private static final int MOST = 200;

    /** Where a page ended; what comes next is what is older, whatever was added meanwhile. */
    record Cursor(Instant requestedAt, String id) {
        private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\.([A-Za-z0-9_-]{1,64})");

        String text() {
            var plain = requestedAt.toEpochMilli() + "." + id;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
        }

        static Cursor parse(String text) {
            var parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            demand(parts.matches());
            return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2));
        }
    }

    static HistoryQuery read(MultiValueMap<String, String> given) {
        var faults = new ArrayList<>(QueryParameters.faults(given, NAMES, "list"));
        var limit = read(given, "limit", HistoryQuery::limit, faults);
        var query = new HistoryQuery(read(given, "workspaceId", WorkspaceId::new, faults),
                read(given, "status", HistoryQuery::status, faults), read(given, "lora", LoraId::new, faults),
                limit == null ? USUAL : limit, read(given, "cursor", Cursor::parse, faults));
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        return query;
    }

    private static <T> @Nullable T read(MultiValueMap<String, String> given, String name, Function<String, T> parse,
            List<FieldError> faults) {
        var text = given.getFirst(name);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (RuntimeException nonsense) {
            faults.add(new FieldError(name, "has a value that is not allowed"));
            return null;
        }
    }

    private static String status(String text) {
        demand(STATUSES.contains(text));
        return text;
    }

    private static int limit(String text) {
        demand(NUMBER.matcher(text).matches());
        int limit = Integer.parseInt(text);
        demand(limit >= 1 && limit <= MOST);
        return limit;
    }

    private static void demand(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
