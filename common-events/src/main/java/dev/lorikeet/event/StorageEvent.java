package dev.lorikeet.event;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What storage-worker found out about, or did to, the object of a LoRA. */
public sealed interface StorageEvent extends DomainEvent {
    LoraId lora();

    /** Tells a late message from a current one, because keys are never reused. */
    ObjectKey key();

    @Override
    default String subject() {
        return lora().value();
    }

    record ObjectVerified(LoraId lora, StoredObject object, LoraFacts facts) implements StorageEvent {
        @Override
        public ObjectKey key() {
            return object.key();
        }
    }

    /** The object is not what a LoRA has to be. It is removed without being asked for. */
    record ObjectRefused(LoraId lora, ObjectKey key, Reason reason) implements StorageEvent {}

    /**
     * The digests, which take a full read and so come later than the proof.
     *
     * @param autoV3 digest of what follows the header, by which catalogues on the web find a file; only a safetensors
     *            file has one
     * @param duplicates other LoRAs of the same workspace with the same bytes; absent when none was known by then
     */
    record ObjectHashed(LoraId lora, StoredObject object, Sha256 sha256, @Nullable Sha256 autoV3,
            @Nullable List<LoraId> duplicates) implements StorageEvent {
        private static final int MOST_DUPLICATES = 100;

        public ObjectHashed {
            if (duplicates != null) {
                Limits.demand(duplicates.size() <= MOST_DUPLICATES, "duplicates", "may name at most 100 LoRAs");
                duplicates = List.copyOf(duplicates);
            }
        }

        @Override
        public ObjectKey key() {
            return object.key();
        }
    }

    record ObjectRemoved(LoraId lora, ObjectKey key) implements StorageEvent {}

    /** The object vanished, or was replaced, without our doing. */
    record ObjectMissing(LoraId lora, ObjectKey key) implements StorageEvent {}

    /** What became of a copy of the object on a network volume. */
    sealed interface OfCopy extends StorageEvent {
        VolumePlace place();

        @Override
        default String subject() {
            return place().copyOf(lora());
        }
    }

    /** A copy lies on the volume, complete; it was looked at just then. */
    record ObjectMirrored(LoraId lora, StoredObject object, VolumePlace place, Instant mirroredAt)
            implements
            OfCopy {
        @Override
        public ObjectKey key() {
            return object.key();
        }
    }

    /** There is no copy and there will be none unless it is wanted again. */
    record ObjectNotMirrored(LoraId lora, ObjectKey key, VolumePlace place, Reason reason) implements OfCopy {}

    /** The volume does not have a copy any more that it had; it is being copied again. */
    record ObjectMirrorLost(LoraId lora, ObjectKey key, VolumePlace place) implements OfCopy {}
}
