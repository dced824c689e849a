package dev.lorikeet.embedded.s3;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Creates the bucket and tries what everything else relies on, over HTTP: a listing that shows nothing, or content
 * types that are forgotten, would go unnoticed until objects are lost.
 */
final class SelfTest {
    private static final String KEY = ".self-test/probe";
    private static final String CONTENT = "0123456789";
    private static final String TYPE = "application/x-lorikeet-probe";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final S3AsyncClient client;
    private final String bucket;

    private SelfTest(S3AsyncClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    static void run(EmbeddedS3 s3) {
        var client = client(s3);
        try {
            new SelfTest(client, s3.bucket()).run();
        } finally {
            // Closing waits two seconds for requests that might still come; nobody needs to wait with it.
            Thread.startVirtualThread(client::close);
        }
    }

    private static S3AsyncClient client(EmbeddedS3 s3) {
        return S3AsyncClient.builder()
                .endpointOverride(s3.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(s3.credentials().toProvider())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .overrideConfiguration(override -> override.apiCallTimeout(LIMIT))
                .build();
    }

    private void run() {
        createBucket();
        client.putObject(put -> put.bucket(bucket).key(KEY).contentType(TYPE), AsyncRequestBody.fromString(CONTENT))
                .join();
        expect(isListed(KEY), "an object that was put is not in the listing");
        expect(contentType().equals(TYPE), "the file system has no extended attributes");
        expect(range().equals("234"), "a range of an object has other bytes than were put");
        client.deleteObject(delete -> delete.bucket(bucket).key(KEY)).join();
        expect(!isListed(KEY), "a deleted object is still in the listing");
    }

    private void createBucket() {
        client.createBucket(create -> create.bucket(bucket)).handle((_, failure) -> {
            if (failure != null && !(failure.getCause() instanceof BucketAlreadyOwnedByYouException)) {
                throw new CompletionException(failure.getCause());
            }
            return bucket;
        }).join();
    }

    private boolean isListed(String key) {
        var listing = client.listObjectsV2(list -> list.bucket(bucket).prefix(key)).join();
        return listing.contents().stream().map(S3Object::key).anyMatch(key::equals);
    }

    private String contentType() {
        return client.headObject(head -> head.bucket(bucket).key(KEY)).join().contentType();
    }

    private String range() {
        return client
                .getObject(get -> get.bucket(bucket).key(KEY).range("bytes=2-4"), AsyncResponseTransformer.toBytes())
                .join()
                .asUtf8String();
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
