package dev.lorikeet.event;

import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The Kafka headers of CloudEvents 1.0 in binary mode, and how to read ours. */
public record CloudEventHeaders(SortedMap<String, String> values) {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String DATA_SCHEMA = "ce_dataschema";
    public static final String SEQUENCE = "ce_sequence";
    public static final String CONTENT_TYPE = "content-type";
    /** Without the prefix, where every tracing library looks for it. */
    public static final String TRACE_PARENT = "traceparent";

    static final String SPEC_VERSION_1 = "1.0";
    static final String JSON = "application/json";
    private static final String HIGHEST = Long.toString(Long.MAX_VALUE);
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

    public String required(String name) {
        String value = values.get(name);
        Limits.demand(value != null && !value.isEmpty(), "the header " + name, "is missing");
        return Objects.requireNonNull(value);
    }

    void demandSpecVersion() {
        String version = required(SPEC_VERSION);
        Limits.demand(version.equals(SPEC_VERSION_1), "the header " + SPEC_VERSION, "must be 1.0, not " + version);
    }

    void demandJson() {
        String mediaType = required(CONTENT_TYPE).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Limits.demand(mediaType.equals(JSON), "the header " + CONTENT_TYPE,
                "must be application/json, not " + mediaType);
    }

    long sequence() {
        String text = required(SEQUENCE);
        Limits.demand(DIGITS.matcher(text).matches(), "the header " + SEQUENCE, "must be a number, not " + text);
        Limits.demand(sortable(text).compareTo(HIGHEST) <= 0, "the header " + SEQUENCE, "must be at most " + HIGHEST);
        return Long.parseLong(text);
    }

    /** A trace that cannot be read is no reason to lose the event. */
    @Nullable
    String traceParent() {
        String value = values.get(TRACE_PARENT);
        return value != null && EventEnvelope.isTraceParent(value) ? value : null;
    }

    /** The extension wants text that sorts like the numbers do. */
    static String sortable(long sequence) {
        return sortable(Long.toString(sequence));
    }

    private static String sortable(String digits) {
        return "0".repeat(HIGHEST.length() - digits.length()) + digits;
    }
}
