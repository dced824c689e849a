package dev.lorikeet.storage.verification;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;

/** The proof of one LoRA's object, from the upload to the verdict. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Verification.None.class, name = "none"),
        @JsonSubTypes.Type(value = Verification.Waiting.class, name = "waiting"),
        @JsonSubTypes.Type(value = Verification.Decided.class, name = "decided"),
        @JsonSubTypes.Type(value = Verification.Unsaved.class, name = "unsaved"),
        @JsonSubTypes.Type(value = Verification.Withdrawn.class, name = "withdrawn")})
sealed interface Verification {

    record None() implements Verification {}

    /** Somebody has to look at the object, from {@code since} on. */
    record Waiting(LoraId lora, ExpectedObject expected, Instant since) implements Verification {}

    /** The verdict was announced; the object never changes again. */
    record Decided(LoraId lora, ExpectedObject expected) implements Verification {}

    /** The upload could not be recorded, so its object goes. Should the record turn up after all, its object is missing. */
    record Unsaved() implements Verification {}

    /** Nobody waits for a verdict any more, and none is announced. */
    record Withdrawn() implements Verification {}
}
