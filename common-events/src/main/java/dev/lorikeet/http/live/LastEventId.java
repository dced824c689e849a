package dev.lorikeet.http.live;

import org.jspecify.annotations.Nullable;

/**
 * Up to where a client has been told of changes, in words that any instance understands. What a client sends may be
 * anything; what cannot be read only costs it a {@link Change.Reset}.
 */
public record LastEventId(String text) {

    /** Of a client that has one, or comes for the first time. */
    public static @Nullable LastEventId of(@Nullable String header) {
        return header == null ? null : new LastEventId(header);
    }
}
