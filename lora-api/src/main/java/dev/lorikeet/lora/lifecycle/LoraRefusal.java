package dev.lorikeet.lora.lifecycle;

import dev.lorikeet.lora.web.ProblemType;
import dev.lorikeet.lora.web.Refused;

/** Why a LoRA does not do what it was asked to. */
public enum LoraRefusal {
    NOT_FOUND(ProblemType.NOT_FOUND),
    /** Another request made it. */
    EXISTS_ALREADY(ProblemType.KEY_REUSED),
    TICKET_EXPIRED(ProblemType.UPLOAD_EXPIRED),
    WRONG_STATE(ProblemType.WRONG_STATE),
    CHANGED_MEANWHILE(ProblemType.CHANGED_MEANWHILE),
    UNDO_OVER(ProblemType.UNDO_OVER),
    /** The clock has not come so far. */
    NOT_DUE(ProblemType.WRONG_STATE),
    /** The message is about an object that this LoRA never had. */
    OTHER_OBJECT(ProblemType.WRONG_STATE);

    private final ProblemType problem;

    LoraRefusal(ProblemType problem) {
        this.problem = problem;
    }

    public Refused refused() {
        return Refused.because(problem);
    }
}
