package dev.lorikeet.storage.verification;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;

/** The proof of one LoRA's object, from the ticket to the verdict and, if need be, to its loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Verification.None.class, name = "none"),
        @JsonSubTypes.Type(value = Verification.Expected.class, name = "expected"),
        @JsonSubTypes.Type(value = Verification.Waiting.class, name = "waiting"),
        @JsonSubTypes.Type(value = Verification.Proven.class, name = "proven"),
        @JsonSubTypes.Type(value = Verification.Lost.class, name = "lost"),
        @JsonSubTypes.Type(value = Verification.Refuted.class, name = "refuted"),
        @JsonSubTypes.Type(value = Verification.Doubted.class, name = "doubted"),
        @JsonSubTypes.Type(value = Verification.Unsaved.class, name = "unsaved"),
        @JsonSubTypes.Type(value = Verification.Withdrawn.class, name = "withdrawn")})
sealed interface Verification {

    record None() implements Verification {}

    /** A ticket is out, so the object may come at any time until then. */
    record Expected(LoraId lora, ExpectedObject object, Instant until) implements Verification {}

    /** Somebody has to look at the object, from {@code since} on. */
    record Waiting(LoraId lora, ExpectedObject expected, Instant since) implements Verification {}

    /** The object is what it has to be; it never changes again. */
    record Proven(LoraId lora, StoredObject object) implements Verification {}

    /** The proven object was not there any more, and that was announced. Should it come back, it is looked at again. */
    record Lost(LoraId lora, StoredObject object) implements Verification {}

    /** The object was refused, or never came, and that was announced. */
    record Refuted(LoraId lora, ObjectKey key) implements Verification {}

    /**
     * There is an object, and nobody has said anything of it yet. What was said may be on its way, so it is given time.
     */
    record Doubted(ObjectKey key, Instant since) implements Verification {}

    /** The upload could not be recorded, so its object goes. Should the record turn up after all, its object is missing. */
    record Unsaved() implements Verification {}

    /** Nobody waits for a verdict any more, and none is announced. */
    record Withdrawn() implements Verification {}
}
