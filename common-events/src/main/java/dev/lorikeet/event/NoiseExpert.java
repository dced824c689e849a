package dev.lorikeet.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of the two WAN 2.2 A14B networks a LoRA was trained for. */
public enum NoiseExpert {
    /** Early steps: composition and motion. */
    @JsonProperty("high")
    HIGH,
    /** Late steps: detail. */
    @JsonProperty("low")
    LOW,
    /** One file for the two of them. */
    @JsonProperty("both")
    BOTH,
    /** The file does not tell, or a newer version wrote something this one does not know. */
    @JsonProperty("unknown")
    @JsonEnumDefaultValue
    UNKNOWN
}
