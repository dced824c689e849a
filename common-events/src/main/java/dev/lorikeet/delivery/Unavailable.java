package dev.lorikeet.delivery;

import java.time.Duration;

/** Somebody we depend on cannot answer now. Never a reason to give up: wait, then try again. */
public final class Unavailable extends RuntimeException {
    private final Duration retryAfter;

    public Unavailable(String what, Duration retryAfter) {
        super(what);
        this.retryAfter = retryAfter;
    }

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
        this.retryAfter = Duration.ofSeconds(5);
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
