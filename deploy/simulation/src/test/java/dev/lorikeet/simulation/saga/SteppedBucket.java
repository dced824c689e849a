package dev.lorikeet.simulation.saga;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.storage.objects.ObjectStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bucket as one process reaches it, by each of the three boundaries. */
final class SteppedBucket {
    private SteppedBucket() {}

    record ForUploads(UploadStore bucket, Steps steps) implements UploadStore {
        @Override
        public Mono<String> begin(ObjectKey key) {
            return steps.step("bucket.begin", bucket.begin(key));
        }

        @Override
        public List<SignedPart> sign(ExpectedObject object, UploadPlan plan, List<Integer> numbers,
                Instant expiresAt) {
            return bucket.sign(object, plan, numbers, expiresAt);
        }

        @Override
        public Mono<List<StoredPart>> parts(ObjectKey key, String uploadId) {
            return steps.step("bucket.parts", bucket.parts(key, uploadId));
        }

        @Override
        public Mono<Completion> complete(ExpectedObject object, List<PartTag> parts) {
            return steps.step("bucket.complete", bucket.complete(object, parts));
        }

        @Override
        public Mono<Void> abort(ObjectKey key, String uploadId) {
            return steps.step("bucket.abort", bucket.abort(key, uploadId));
        }

        @Override
        public Mono<ETag> put(ObjectKey key, String uploadId, int number, ByteBuffer bytes) {
            return steps.step("bucket.putPart", bucket.put(key, uploadId, number, bytes));
        }

        @Override
        public URI locate(ObjectKey key) {
            return bucket.locate(key);
        }

        @Override
        public URI download(StoredObject object, String fileName, Instant expiresAt) {
            return bucket.download(object, fileName, expiresAt);
        }

        @Override
        public URI picture(ObjectKey key, Instant expiresAt) {
            return bucket.picture(key, expiresAt);
        }
    }

    record ForProofs(ObjectStore bucket, Steps steps) implements ObjectStore {
        @Override
        public Mono<StoredObject> describe(ObjectKey key) {
            return steps.step("bucket.describe", bucket.describe(key));
        }

        @Override
        public Mono<byte[]> read(StoredObject object, long offset, int length) {
            return steps.step("bucket.read", bucket.read(object, offset, length));
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
            return steps.step("bucket.put", bucket.put(key, contentType, bytes));
        }

        @Override
        public Mono<Void> remove(ObjectKey key) {
            return steps.step("bucket.remove", bucket.remove(key));
        }

        @Override
        public Mono<Void> abort(ObjectKey key, String uploadId) {
            return steps.step("bucket.abort", bucket.abort(key, uploadId));
        }

        @Override
        public Flux<Listed> list(String prefix) {
            return steps.step("bucket.list", bucket.list(prefix).collectList()).flatMapIterable(all -> all);
        }

        @Override
        public Flux<OpenUpload> uploads(String prefix) {
            return steps.step("bucket.uploads", bucket.uploads(prefix).collectList()).flatMapIterable(all -> all);
        }
    }

    record ForJobs(JobBucket bucket, Steps steps) implements JobBucket {
        @Override
        public Mono<StoredObject> describe(ObjectKey key) {
            return steps.step("bucket.describe", bucket.describe(key));
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
            return steps.step("bucket.put", bucket.put(key, contentType, bytes));
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, Path file) {
            return steps.step("bucket.put", bucket.put(key, contentType, file));
        }

        @Override
        public Mono<byte[]> read(ObjectKey key) {
            return steps.step("bucket.read", bucket.read(key));
        }

        @Override
        public SignedUrl sign(ObjectKey key, Instant until) {
            return bucket.sign(key, until);
        }
    }
}
