package dev.lorikeet.generation.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do when a worker cannot use the LoRAs: the person's choice, per job, and always told afterwards. */
public enum OnLoraFailure {
    /** A video without what was asked for is not what was asked for. */
    @JsonProperty("fail")
    FAIL,
    /** Without the LoRAs that could not be used. */
    @JsonProperty("drop")
    DROP,
    /** Fewer LoRAs, and weaker. */
    @JsonProperty("reduce")
    REDUCE,
    /** Without LoRAs, and with their trigger words in the prompt. */
    @JsonProperty("prompt")
    PROMPT
}
