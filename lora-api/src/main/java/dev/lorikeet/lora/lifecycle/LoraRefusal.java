package dev.lorikeet.lora.lifecycle;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.web.LoraProblem;

/** Why a LoRA does not do what it was asked to. */
public enum LoraRefusal {
    NOT_FOUND(CommonProblem.NOT_FOUND),
    /** Another request made it. */
    EXISTS_ALREADY(LoraProblem.KEY_REUSED),
    TICKET_EXPIRED(LoraProblem.UPLOAD_EXPIRED),
    WRONG_STATE(LoraProblem.WRONG_STATE),
    CHANGED_MEANWHILE(LoraProblem.CHANGED_MEANWHILE),
    UNDO_OVER(LoraProblem.UNDO_OVER),
    /** The clock has not come so far. */
    NOT_DUE(LoraProblem.WRONG_STATE),
    /** The message is about an object that this LoRA never had. */
    OTHER_OBJECT(LoraProblem.WRONG_STATE);

    private final ProblemType problem;

    LoraRefusal(ProblemType problem) {
        this.problem = problem;
    }

    public Refused refused() {
        return Refused.because(problem);
    }
}
