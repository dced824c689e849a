package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.event.ObjectKey;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket on an embedded S3 of its own, and stores that use it. */
final class Bucket implements AutoCloseable {
    static final String NAME = "lorikeet";

    private final EmbeddedS3 server;
    private final S3AsyncClient client;

    Bucket(Path directory) {
        server = EmbeddedS3.start(directory, 0, new dev.lorikeet.embedded.s3.S3Settings(
                new S3Credentials("test", "secret-of-a-test"), NAME, List.of()));
        client = client(settings(NAME, server.credentials().secretKey()));
    }

    S3Settings settings(String bucket, String secretKey) {
        return settings(server.endpoint(), bucket, secretKey);
    }

    static S3Settings settings(URI endpoint, String bucket, String secretKey) {
        return new S3Settings(endpoint, null, "us-east-1", bucket, "test", secretKey, Duration.ofSeconds(10),
                Duration.ofMinutes(1));
    }

    static S3AsyncClient client(S3Settings settings) {
        var configuration = new S3Configuration();
        return configuration.s3Client(settings, configuration.s3Credentials(settings));
    }

    static UploadStore store(S3AsyncClient client, S3Settings settings, InstantSource clock) {
        var configuration = new S3Configuration();
        return configuration.uploadStore(client, settings, configuration.s3Credentials(settings), clock);
    }

    UploadStore store(InstantSource clock) {
        return store(client, settings(NAME, server.credentials().secretKey()), clock);
    }

    URI endpoint() {
        return server.endpoint();
    }

    S3AsyncClient client() {
        return client;
    }

    void put(ObjectKey key, byte[] bytes) {
        client.putObject(put -> put.bucket(NAME).key(key.value()), AsyncRequestBody.fromBytes(bytes)).join();
    }

    Optional<Long> sizeOf(ObjectKey key) {
        try {
            return Optional.of(client.headObject(head -> head.bucket(NAME).key(key.value())).join().contentLength());
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
