package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import tools.jackson.databind.JsonNode;

/** The bucket past the service, and a browser that sends to it what it was given URLs for. */
final class BucketOfTest implements AutoCloseable {
    private final HttpClient browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final S3AsyncClient s3;
    private final String name;

    BucketOfTest(EmbeddedS3 server) {
        name = server.bucket();
        s3 = S3AsyncClient.builder()
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(server.credentials().toProvider())
                .build();
    }

    S3AsyncClient s3() {
        return s3;
    }

    String name() {
        return name;
    }

    Optional<StoredObject> find(ObjectKey key) {
        try {
            var found = s3.headObject(head -> head.bucket(name).key(key.value())).join();
            return Optional.of(new StoredObject(key, found.contentLength(), ETag.fromHeader(found.eTag())));
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    byte[] read(ObjectKey key) {
        return s3.getObject(get -> get.bucket(name).key(key.value()), AsyncResponseTransformer.toBytes())
                .join()
                .asByteArray();
    }

    void put(ObjectKey key, byte[] bytes) {
        s3.putObject(put -> put.bucket(name).key(key.value()), AsyncRequestBody.fromBytes(bytes)).join();
    }

    void remove(ObjectKey key) {
        s3.deleteObject(delete -> delete.bucket(name).key(key.value())).join();
    }

    /** Multipart uploads that nobody has ended. */
    List<MultipartUpload> open() {
        return s3.listMultipartUploads(list -> list.bucket(name)).join().uploads();
    }

    /** As a browser sends a part of a ticket; the part's ETag where it was taken. */
    HttpResponse<String> send(JsonNode part, byte[] bytes) {
        var request = HttpRequest.newBuilder(URI.create(part.required("url").asString()))
                .PUT(BodyPublishers.ofByteArray(bytes));
        part.required("headers")
                .properties()
                .forEach(header -> request.header(header.getKey(), header.getValue().asString()));
        return browser.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    @Override
    public void close() {
        s3.close();
        browser.close();
    }
}
