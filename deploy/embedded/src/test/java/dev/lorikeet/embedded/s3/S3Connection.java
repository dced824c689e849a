package dev.lorikeet.embedded.s3;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The clients our services use, and a plain HTTP client in the place of a browser. */
record S3Connection(S3AsyncClient client, S3Presigner presigner, HttpClient browser, URI endpoint, String bucket)
        implements
        AutoCloseable {
    /** The HTTP client writes these itself, from the address and the body. */
    private static final Set<String> AUTOMATIC = Set.of("host", "content-length");

    static S3Connection to(URI endpoint, S3Credentials credentials, String bucket) {
        var client = S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials.toProvider())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .build();
        var presigner = S3Presigner.builder()
                .endpointOverride(endpoint)
                .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials.toProvider())
                .build();
        var browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new S3Connection(client, presigner, browser, endpoint, bucket);
    }

    static String newKey() {
        return "loras/" + UUID.randomUUID() + "/style.safetensors";
    }

    /** As a browser does with the URL and the headers that a ticket gave it. */
    HttpResponse<byte[]> send(PresignedRequest presigned, byte[] body) {
        return send(presigned.httpRequest().method().name(), presigned.url().toString(), headersOf(presigned), body);
    }

    HttpResponse<byte[]> send(String method, String url, Map<String, String> headers, byte[] body) {
        var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        var request = HttpRequest.newBuilder(URI.create(url)).method(method, publisher);
        headers.forEach(request::header);
        try {
            return browser.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("No answer to " + method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String unsigned(String key) {
        return endpoint + "/" + bucket + "/" + key;
    }

    /** The headers that were signed, as far as the HTTP client lets us set them. */
    static Map<String, String> headersOf(PresignedRequest presigned) {
        return presigned.signedHeaders()
                .entrySet()
                .stream()
                .filter(header -> !AUTOMATIC.contains(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().getFirst()));
    }

    static S3Exception refusalOf(CompletableFuture<?> call) {
        var failure = catchThrowableOfType(CompletionException.class, call::join);
        if (failure != null && failure.getCause() instanceof S3Exception refusal) {
            return refusal;
        }
        throw new AssertionError("The server did not refuse", failure);
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
        browser.close();
    }
}
