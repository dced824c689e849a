package dev.lorikeet.lora.account;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.lora.bucket.InMemoryUploadStore;
import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadStore;
import reactor.core.publisher.Mono;

/** The bucket behind a rough sea. */
record RoughBucket(InMemoryUploadStore bucket, RoughSea sea) implements UploadStore {

    @Override
    public Mono<String> begin(ObjectKey key) {
        return sea.cross(() -> bucket.begin(key));
    }

    @Override
    public List<SignedPart> sign(ExpectedObject object, UploadPlan plan, List<Integer> numbers, Instant expiresAt) {
        return bucket.sign(object, plan, numbers, expiresAt);
    }

    @Override
    public Mono<List<StoredPart>> parts(ObjectKey key, String uploadId) {
        return sea.cross(() -> bucket.parts(key, uploadId));
    }

    @Override
    public Mono<Completion> complete(ExpectedObject object, List<PartTag> parts) {
        return sea.cross(() -> bucket.complete(object, parts));
    }

    @Override
    public Mono<Void> abort(ObjectKey key, String uploadId) {
        return sea.cross(() -> bucket.abort(key, uploadId));
    }

    @Override
    public Mono<ETag> put(ObjectKey key, String uploadId, int number, ByteBuffer bytes) {
        return sea.cross(() -> bucket.put(key, uploadId, number, bytes));
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
