package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.bucket.JobBucketContract;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.bucket.UploadStoreContract;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.objects.ObjectStoreContract;
import org.junit.jupiter.api.Nested;

/** The bucket of simulated lives is held to what a real one is, by each of its three boundaries. */
final class ShelfTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:52:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Shelf shelf = new Shelf(() -> NOW);

    private void place(ObjectKey key, byte[] bytes) {
        shelf.put(key, "application/octet-stream", bytes).block(LIMIT);
    }

    @Nested
    final class AsStorageWorkerSeesIt extends ObjectStoreContract {
        @Override
        protected ObjectStore store() {
            return shelf;
        }

        @Override
        protected void put(ObjectKey key, byte[] bytes) {
            place(key, bytes);
        }

        @Override
        protected String begin(ObjectKey key) {
            return shelf.uploads().begin(key).blockOptional(LIMIT).orElseThrow();
        }

        @Override
        protected boolean isOpen(ObjectKey key, String uploadId) {
            return shelf.uploads().open().contains(uploadId) && shelf.uploads().keyOf(uploadId).equals(key);
        }

        @Override
        protected Instant now() {
            return NOW;
        }
    }

    @Nested
    final class AsLoraApiSeesIt extends UploadStoreContract {
        @Override
        protected UploadStore store() {
            return shelf.uploads();
        }

        @Override
        protected Optional<Long> sizeOf(ObjectKey key) {
            return Optional.ofNullable(shelf.look(key.value())).map(StoredObject::size);
        }

        @Override
        protected void occupy(ObjectKey key, byte[] bytes) {
            place(key, bytes);
        }
    }

    @Nested
    final class AsGenerationServiceSeesIt extends JobBucketContract {
        @Override
        protected JobBucket bucket() {
            return shelf;
        }

        @Override
        protected Instant now() {
            return NOW;
        }
    }
}
