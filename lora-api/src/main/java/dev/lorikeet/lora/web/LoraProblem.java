package dev.lorikeet.lora.web;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;

/** What a request can fail with here, beside {@link CommonProblem}. */
public enum LoraProblem implements ProblemType {
    NO_FILE(400, "No file", "Please select a file to upload"),
    UPLOAD_STALLED(408, "Upload stalled", "Upload timed out. Please check your connection."),
    WRONG_STATE(409, "Not possible now", "This is not possible in the state the LoRA is in."),
    UPLOAD_INCOMPLETE(409, "Upload incomplete", "Parts of the file are missing. Please upload them and try again."),
    QUOTA_EXCEEDED(409, "Quota exceeded", "Your workspace is full. Please delete LoRAs you no longer need."),
    TOO_MANY_UPLOADS(409, "Too many open uploads", "Too many uploads are open. Please finish or cancel one first."),
    WORKSPACE_CLOSING(409, "Workspace is being emptied", "This workspace is being deleted. Please wait until it is."),
    UPLOAD_EXPIRED(410, "Upload expired", "Upload timed out. Please check your connection."),
    UNDO_OVER(410, "Too late to undo", "The time to undo the deletion is over."),
    CHANGED_MEANWHILE(412, "Changed meanwhile", "Somebody else changed this LoRA. Please reload it and try again."),
    FILE_TOO_LARGE(413, "File too large", "File size exceeds 5GB limit"),
    INVALID_EXTENSION(422, "Invalid file extension", "Please upload a .safetensors or .ckpt file"),
    EMPTY_FILE(422, "Empty file", "This file is empty. Please choose another one."),
    LINK_REFUSED(422, "Link not usable", "The file of this link cannot be fetched."),
    KEY_REUSED(422, "Idempotency key reused", "This Idempotency-Key was used for another request."),
    STORAGE_FAILED(503, "Storage does not answer", "Failed to upload file to storage. Please try again."),
    NOT_SAVED(503, "Not saved", "Failed to save LoRA metadata. Please try again."),
    NOT_REMOVED(503, "Not removed", "Failed to remove LoRA record");

    private final int status;
    private final String title;
    private final String sentence;

    LoraProblem(int status, String title, String sentence) {
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
