package dev.lorikeet.embedded;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Why the embedded platform, or one server of it, cannot run. The message is one sentence for the person who started
 * it: it names the thing and the way out. Print it alone; the stack trace adds nothing for them.
 */
public final class PlatformFailure extends RuntimeException {
    public PlatformFailure(String sentence) {
        super(sentence);
    }

    public PlatformFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The innermost reason in a few words, for the middle of a sentence. */
    public static String reasonOf(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        var kind = innermost.getClass().getSimpleName();
        var message = innermost.getMessage();
        if (message == null || message.isBlank()) {
            return kind;
        }
        // The message of a file's exception is often nothing but its path.
        return innermost instanceof IOException ? kind + ": " + firstLine(message) : firstLine(message);
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }
}
