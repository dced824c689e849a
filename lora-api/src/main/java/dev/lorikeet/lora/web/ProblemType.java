package dev.lorikeet.lora.web;

import java.net.URI;
import java.util.Locale;

/**
 * Every way in which a request can fail. Each has a page in {@code docs/problems}; codes are for programs and never
 * change, sentences are for people.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "Invalid request", "The request is not valid. Please correct it and send it again."),
    WORKSPACE_REQUIRED(400, "No workspace named", "Please say which workspace you mean."),
    NO_FILE(400, "No file", "Please select a file to upload"),
    UNAUTHENTICATED(401, "Not signed in", "Please sign in and try again."),
    FORBIDDEN(403, "Not allowed", "You are not allowed to do this."),
    NOT_FOUND(404, "Not found", "There is nothing here, or it is not yours."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This address does not take that kind of request."),
    NOT_ACCEPTABLE(406, "Not acceptable", "This service answers with JSON."),
    UPLOAD_STALLED(408, "Upload stalled", "Upload timed out. Please check your connection."),
    WRONG_STATE(409, "Not possible now", "This is not possible in the state the LoRA is in."),
    UPLOAD_INCOMPLETE(409, "Upload incomplete", "Parts of the file are missing. Please upload them and try again."),
    QUOTA_EXCEEDED(409, "Quota exceeded", "Your workspace is full. Please delete LoRAs you no longer need."),
    TOO_MANY_UPLOADS(409, "Too many open uploads", "Too many uploads are open. Please finish or cancel one first."),
    WORKSPACE_CLOSING(409, "Workspace is being emptied", "This workspace is being deleted. Please wait until it is."),
    UPLOAD_EXPIRED(410, "Upload expired", "Upload timed out. Please check your connection."),
    UNDO_OVER(410, "Too late to undo", "The time to undo the deletion is over."),
    CHANGED_MEANWHILE(412, "Changed meanwhile", "Somebody else changed this LoRA. Please reload it and try again."),
    PAYLOAD_TOO_LARGE(413, "Request too large", "The request is larger than this address takes."),
    FILE_TOO_LARGE(413, "File too large", "File size exceeds 5GB limit"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Please send the request as application/json."),
    INVALID_EXTENSION(422, "Invalid file extension", "Please upload a .safetensors or .ckpt file"),
    EMPTY_FILE(422, "Empty file", "This file is empty. Please choose another one."),
    KEY_REUSED(422, "Idempotency key reused", "This Idempotency-Key was used for another request."),
    TOO_MANY_REQUESTS(429, "Too many requests", "You are sending requests too quickly. Please wait a moment."),
    INTERNAL_ERROR(500, "Internal error", "Something went wrong on our side. It has been recorded."),
    UNAVAILABLE(503, "Try again later", "Something we depend on does not answer. Please try again in a moment."),
    STORAGE_FAILED(503, "Storage does not answer", "Failed to upload file to storage. Please try again."),
    NOT_SAVED(503, "Not saved", "Failed to save LoRA metadata. Please try again."),
    NOT_REMOVED(503, "Not removed", "Failed to remove LoRA record");

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
