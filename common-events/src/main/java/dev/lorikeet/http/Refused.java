package dev.lorikeet.http;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The answer is no. Travels where a {@code Mono} carries its failures, so that every flow ends with it; it has no stack,
 * because nothing went wrong.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient String sentence;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;

    private Refused(ProblemType type, String sentence, String detail, List<FieldError> errors,
            @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.type = type;
        this.sentence = sentence;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    public static Refused because(ProblemType type) {
        return new Refused(type, type.sentence(), type.sentence(), List.of(), null, null);
    }

    /** With a sentence for whoever writes the client. */
    public static Refused because(ProblemType type, String detail) {
        return new Refused(type, type.sentence(), detail, List.of(), null, null);
    }

    /** Where the usual sentence names something that is configured otherwise here. */
    public static Refused saying(ProblemType type, String sentence, String detail) {
        return new Refused(type, sentence, detail, List.of(), null, null);
    }

    /** The request is wrong in these fields. */
    public static Refused because(List<FieldError> errors) {
        return because(CommonProblem.INVALID_REQUEST, errors);
    }

    /** The same in a way of its own. */
    public static Refused because(ProblemType type, List<FieldError> errors) {
        return new Refused(type, type.sentence(), type.sentence(), List.copyOf(errors), null, null);
    }

    /** The request is wrong in one field. */
    public static Refused field(String pointer, String message) {
        return because(List.of(new FieldError(pointer, message)));
    }

    /** Somebody else's turn: the same request may succeed after this time. */
    public static Refused later(ProblemType type, Duration wait, @Nullable Throwable cause) {
        return new Refused(type, type.sentence(), type.sentence(), List.of(), wait, cause);
    }

    public ProblemType type() {
        return type;
    }

    String sentence() {
        return sentence;
    }

    List<FieldError> errors() {
        return errors;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
