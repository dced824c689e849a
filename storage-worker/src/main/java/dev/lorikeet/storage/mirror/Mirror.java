package dev.lorikeet.storage.mirror;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumePlace;
import org.jspecify.annotations.Nullable;

/** The copy of one LoRA's object at one place. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Mirror.None.class, name = "none"),
        @JsonSubTypes.Type(value = Mirror.Wanted.class, name = "wanted"),
        @JsonSubTypes.Type(value = Mirror.Copied.class, name = "copied"),
        @JsonSubTypes.Type(value = Mirror.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Mirror.Unwanted.class, name = "unwanted"),
        @JsonSubTypes.Type(value = Mirror.Removed.class, name = "removed"),
        @JsonSubTypes.Type(value = Mirror.Gone.class, name = "gone")})
sealed interface Mirror {

    record None() implements Mirror {}

    /** Somebody has to copy it, or to see that it is still there. */
    record Wanted(LoraId lora, StoredObject object, VolumePlace place, Instant since) implements Mirror {}

    /**
     * It lay there, complete, when it was looked at.
     *
     * @param lookAgain a volume has been seen to lose what it had shown; absent once it has stayed
     */
    record Copied(LoraId lora, StoredObject object, VolumePlace place, Instant checkedAt,
            @Nullable Instant lookAgain) implements Mirror {}

    record Refused(LoraId lora, StoredObject object, VolumePlace place, Reason reason) implements Mirror {}

    /** The LoRA is gone, and its copy has to go. */
    record Unwanted(LoraId lora, VolumePlace place, Instant since) implements Mirror {}

    /** Gone, unless somebody was still copying it. */
    record Removed(LoraId lora, VolumePlace place, Instant lookAgain) implements Mirror {}

    record Gone(LoraId lora, VolumePlace place) implements Mirror {}
}
