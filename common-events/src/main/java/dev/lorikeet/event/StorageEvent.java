package dev.lorikeet.event;

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
     */
    record ObjectHashed(LoraId lora, StoredObject object, Sha256 sha256, @Nullable Sha256 autoV3)
            implements
            StorageEvent {
        @Override
        public ObjectKey key() {
            return object.key();
        }
    }

    record ObjectRemoved(LoraId lora, ObjectKey key) implements StorageEvent {}

    /** The object vanished, or was replaced, without our doing. */
    record ObjectMissing(LoraId lora, ObjectKey key) implements StorageEvent {}
}
