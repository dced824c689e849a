package dev.lorikeet.lora.web;

import java.net.URI;
import java.util.Locale;

/**
 * Every way in which a request can fail. Each has a page in {@code docs/problems}; codes are for programs and never
 * change, sentences are for people.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "Invalid request",
            "The request is not valid. Please correct it and send it again."),
    UNAUTHENTICATED(401, "Not signed in",
            "Please sign in and try again."),
    FORBIDDEN(403, "Not allowed",
            "You are not allowed to do this."),
    NOT_FOUND(404, "Not found",
            "There is nothing here, or it is not yours."),
    METHOD_NOT_ALLOWED(405,
            "Method not allowed",
            "This address does not take that kind of request."),
    NOT_ACCEPTABLE(406,
            "Not acceptable",
            "This service answers with JSON."),
    PAYLOAD_TOO_LARGE(413,
            "Request too large",
            "The request is larger than this address takes."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "Unsupported media type",
            "Please send the request as application/json."),
    INTERNAL_ERROR(
            500, "Internal error",
            "Something went wrong on our side. It has been recorded."),
    UNAVAILABLE(
            503, "Try again later",
            "Something we depend on does not answer. Please try again in a moment.");

    private static final String PAGES = "https://lorikeet.dev/problems/";

    private final int status;
    private final String title;
    private final String sentence;

    ProblemType(int status, String title, String sentence) {
        this.status = status;
        this.title = title;
        this.sentence = sentence;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What the person reads who made the request. */
    public String sentence() {
        return sentence;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    URI uri() {
        return URI.create(PAGES + slug());
    }
}
