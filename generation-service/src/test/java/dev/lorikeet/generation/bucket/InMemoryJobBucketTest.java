package dev.lorikeet.generation.bucket;

import java.time.Instant;

final class InMemoryJobBucketTest extends JobBucketContract {
    private final InMemoryJobBucket bucket = new InMemoryJobBucket();

    @Override
    protected JobBucket bucket() {
        return bucket;
    }

    @Override
    protected Instant now() {
        return Instant.parse("2026-03-04T12:00:00Z");
    }
}
