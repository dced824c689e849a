package dev.lorikeet.generation.web;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;

/** What a request can fail with here, beside {@link CommonProblem}. */
public enum GenerationProblem implements ProblemType {
    WRONG_STATE(409, "Not possible now", "This is not possible in the state the job is in."),
    INVALID_SELECTION(422, "Selection cannot be used", "This selection cannot be used. Please look at the reasons."),
    KEY_REUSED(422, "Idempotency key reused", "This Idempotency-Key was used for another request."),
    TOO_MANY_JOBS(429, "Too many jobs", "Too many jobs are waiting. Please wait until some are done, or cancel them.");

    private final int status;
    private final String title;
    private final String sentence;

    GenerationProblem(int status, String title, String sentence) {
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
