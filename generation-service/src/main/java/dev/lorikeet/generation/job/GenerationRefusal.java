package dev.lorikeet.generation.job;

/** Why a command makes no sense for a job in its state. */
public enum GenerationRefusal {
    NOT_FOUND,
    /** The key of this request was used for another one. */
    KEY_REUSED,
    /** It has come to its end. */
    ENDED,
    /** It is about an attempt that is over, or not the turn of this one. */
    NOT_NOW
}
