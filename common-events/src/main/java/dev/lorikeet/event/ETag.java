package dev.lorikeet.event;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The store's fingerprint of one stored object, without the quotes that HTTP puts around it: stores differ in whether
 * an SDK hands them over, and two spellings of one fingerprint would look like a changed object.
 */
public record ETag(@JsonValue String value) {
    private static final Pattern PATTERN = Pattern.compile("[!#-~]{1,128}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ETag {
        Limits.matches("an ETag", value, PATTERN);
    }

    /** Takes the header's value, quoted or not. */
    public static ETag fromHeader(String header) {
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        return new ETag(quoted ? header.substring(1, header.length() - 1) : header);
    }

    /** As {@code If-Match} wants it. */
    public String quoted() {
        return '"' + value + '"';
    }
}
