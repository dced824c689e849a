package dev.lorikeet.storage.removal;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import org.jspecify.annotations.Nullable;

/** The removal of one LoRA's object, from the moment that nobody wants it any more. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Removal.None.class, name = "none"),
        @JsonSubTypes.Type(value = Removal.Due.class, name = "due"),
        @JsonSubTypes.Type(value = Removal.Removed.class, name = "removed"),
        @JsonSubTypes.Type(value = Removal.Gone.class, name = "gone")})
sealed interface Removal {

    /** The object may stay. */
    record None() implements Removal {}

    /**
     * Somebody has to remove the object, from {@code since} on, and will be asked until it is gone.
     *
     * @param uploadId of the multipart upload that may still be open
     */
    record Due(LoraId lora, ObjectKey key, @Nullable String uploadId, Instant since) implements Removal {}

    /**
     * Announced as gone. A URL that was signed before still lets its holder put the object there again, so somebody looks
     * once more when none of them is valid any longer.
     */
    record Removed(LoraId lora, ObjectKey key, @Nullable String uploadId, Instant lookAgain) implements Removal {}

    /** Nobody can put anything there any more. */
    record Gone(LoraId lora, ObjectKey key) implements Removal {}
}
