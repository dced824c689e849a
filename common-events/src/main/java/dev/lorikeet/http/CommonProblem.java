package dev.lorikeet.http;

/** What a request can fail with at any service. */
public enum CommonProblem implements ProblemType {
    INVALID_REQUEST(400, "Invalid request", "The request is not valid. Please correct it and send it again."),
    WORKSPACE_REQUIRED(400, "No workspace named", "Please say which workspace you mean."),
    UNAUTHENTICATED(401, "Not signed in", "Please sign in and try again."),
    FORBIDDEN(403, "Not allowed", "You are not allowed to do this."),
    NOT_FOUND(404, "Not found", "There is nothing here, or it is not yours."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This address does not take that kind of request."),
    NOT_ACCEPTABLE(406, "Not acceptable", "This service answers with JSON."),
    PAYLOAD_TOO_LARGE(413, "Request too large", "The request is larger than this address takes."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Please send the request as application/json."),
    TOO_MANY_REQUESTS(429, "Too many requests", "You are sending requests too quickly. Please wait a moment."),
    INTERNAL_ERROR(500, "Internal error", "Something went wrong on our side. It has been recorded."),
    UNAVAILABLE(503, "Try again later", "Something we depend on does not answer. Please try again in a moment.");

    private final int status;
    private final String title;
    private final String sentence;

    CommonProblem(int status, String title, String sentence) {
        this.status = status;
        this.title = title;
        this.sentence = sentence;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
