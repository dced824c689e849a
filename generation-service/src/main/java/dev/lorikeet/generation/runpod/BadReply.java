package dev.lorikeet.generation.runpod;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A call that RunPod did not answer as it should. Never leaves this package. */
final class BadReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is certain about what RunPod did. */
    enum Kind {
        /** It was never reached. */
        NOT_SENT,
        /** It does not know our key. */
        UNAUTHORIZED,
        /** It takes no more for now. */
        TOO_MANY,
        /** It said more than we read, and would again. */
        TOO_LARGE,
        /** It may have done what it was asked. */
        UNCLEAR
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    private BadReply(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    static BadReply notSent(Throwable cause) {
        return new BadReply(Kind.NOT_SENT, "RunPod cannot be reached", null, cause);
    }

    static BadReply broken(Throwable cause) {
        return new BadReply(Kind.UNCLEAR, "the connection to RunPod broke", null, cause);
    }

    static BadReply tooLarge(long most) {
        return new BadReply(Kind.TOO_LARGE, "RunPod's answer has more than " + most + " bytes, which is all that is"
                + " read", null, null);
    }

    static BadReply late(Duration limit) {
        return new BadReply(Kind.UNCLEAR, "RunPod did not answer within " + limit.toSeconds() + " s", null, null);
    }

    static BadReply of(Reply reply) {
        if (reply.isUnauthorized()) {
            return new BadReply(Kind.UNAUTHORIZED, "RunPod does not accept our key", null, null);
        }
        return new BadReply(reply.isTooMany() ? Kind.TOO_MANY : Kind.UNCLEAR, "RunPod answered " + reply.status(),
                reply.retryAfter(), null);
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the endpoint is to be spared because of it. */
    boolean isFaultOfEndpoint() {
        return kind != Kind.TOO_LARGE;
    }

    boolean passes() {
        return kind != Kind.UNAUTHORIZED && kind != Kind.TOO_LARGE;
    }
}
