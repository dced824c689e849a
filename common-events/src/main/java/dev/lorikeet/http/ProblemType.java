package dev.lorikeet.http;

import java.net.URI;
import java.util.Locale;

/**
 * A way in which a request can fail. What any service may answer is in {@link CommonProblem}; each service has an enum of
 * its own for the rest. Each has a page in {@code docs/problems}; codes are for programs and never change, sentences are
 * for people.
 */
public interface ProblemType {
    int status();

    String title();

    /** What the person reads who made the request. */
    String sentence();

    /** The code. */
    String name();

    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    default URI uri() {
        return URI.create("https://lorikeet.dev/problems/" + slug());
    }
}
