package dev.lorikeet.event;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where an object lies in the bucket. A key is never used twice, so a message about an object that is already gone
 * cannot be mistaken for one about its successor.
 */
public record ObjectKey(@JsonValue String value) {
    private static final int MOST_BYTES = 1024;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ObjectKey {
        Limits.text("an object key", value, MOST_BYTES);
        Limits.demand(value.getBytes(UTF_8).length <= MOST_BYTES, "an object key", "may have at most 1024 bytes");
        Limits.demand(!value.startsWith("/"), "an object key", "may not start with a slash");
        Limits.demand(value.chars().noneMatch(Character::isISOControl), "an object key",
                "may not hold control characters");
        Limits.demand(Stream.of(value.split("/", -1)).noneMatch(".."::equals), "an object key",
                "may not climb with ..");
    }
}
