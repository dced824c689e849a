package dev.lorikeet.embedded.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

import static dev.lorikeet.embedded.s3.S3Connection.headersOf;
import static dev.lorikeet.embedded.s3.S3Connection.newKey;
import static dev.lorikeet.embedded.s3.S3Connection.refusalOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A ticket's URL is good for one object of one size, type and content, once, for a while; and for nothing else. */
abstract class S3PresignedPutContract {
    private static final byte[] BODY = "the bytes of a LoRA".getBytes(UTF_8);
    private static final byte[] SAME_LENGTH = "THE BYTES OF A LORA".getBytes(UTF_8);
    private static final String TYPE = "application/octet-stream";
    private static final int FORBIDDEN = 403;

    private final String key = newKey();

    abstract S3Connection s3();

    @Test
    void theSignedRequestStoresTheObject() {
        assertThat(s3().send(ticket(), BODY).statusCode()).isEqualTo(200);

        var head = s3().client().headObject(request -> request.bucket(s3().bucket()).key(key)).join();
        assertThat(head.contentLength()).isEqualTo(BODY.length);
        assertThat(head.contentType()).isEqualTo(TYPE);
    }

    @Test
    void everyConditionIsASignedHeader() {
        assertThat(ticket().signedHeaders()).containsKeys("host", "content-length", "content-type", "if-none-match",
                "x-amz-checksum-sha256");
    }

    @Test
    void aLongerBodyIsRefused() {
        var longer = "the bytes of a LoRA and more".getBytes(UTF_8);

        assertThat(s3().send(ticket(), longer).statusCode()).isEqualTo(FORBIDDEN);
        assertNothingStored();
    }

    @Test
    void anotherContentTypeIsRefused() {
        assertThat(sendWith(Map.of("content-type", "text/html"), BODY)).isEqualTo(FORBIDDEN);
        assertNothingStored();
    }

    @Test
    void otherBytesOfTheSameLengthAreRefused() {
        assertThat(s3().send(ticket(), SAME_LENGTH).statusCode()).isEqualTo(400);
        assertNothingStored();
    }

    @Test
    void anotherChecksumIsRefused() {
        assertThat(sendWith(Map.of("x-amz-checksum-sha256", sha256(SAME_LENGTH)), SAME_LENGTH)).isEqualTo(FORBIDDEN);
        assertNothingStored();
    }

    @Test
    void aReplayIsRefused() {
        var ticket = ticket();
        s3().send(ticket, BODY);

        assertThat(s3().send(ticket, BODY).statusCode()).isEqualTo(412);
    }

    @Test
    void aReplayWithoutTheConditionIsRefused() {
        var ticket = ticket();
        s3().send(ticket, BODY);
        var headers = new HashMap<>(headersOf(ticket));
        headers.remove("if-none-match");

        assertThat(s3().send("PUT", ticket.url().toString(), headers, BODY).statusCode()).isEqualTo(FORBIDDEN);
    }

    @Test
    void anotherKeyIsRefused() {
        var ticket = ticket();
        var elsewhere = ticket.url().toString().replace("style.safetensors", "other.safetensors");

        assertThat(s3().send("PUT", elsewhere, headersOf(ticket), BODY).statusCode()).isEqualTo(FORBIDDEN);
    }

    @Test
    void anotherMethodIsRefused() {
        var ticket = ticket();
        s3().send(ticket, BODY);
        var url = ticket.url().toString();

        assertThat(s3().send("DELETE", url, Map.of(), new byte[0]).statusCode()).isEqualTo(FORBIDDEN);
        assertThat(s3().send("GET", url, Map.of(), new byte[0]).statusCode()).isEqualTo(FORBIDDEN);
    }

    @Test
    void anExpiredUrlIsRefused() {
        var ticket = ticket(Duration.ofSeconds(1));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ticket.expiration()
                        .plusSeconds(1)
                        .isBefore(Instant.now()));

        assertThat(s3().send(ticket, BODY).statusCode()).isEqualTo(FORBIDDEN);
        assertNothingStored();
    }

    @Test
    void aLongerExpiryThanSignedIsRefused() {
        var ticket = ticket(Duration.ofMinutes(1));
        var longer = ticket.url().toString().replace("X-Amz-Expires=60", "X-Amz-Expires=6000");

        assertThat(s3().send("PUT", longer, headersOf(ticket), BODY).statusCode()).isEqualTo(FORBIDDEN);
    }

    @Test
    void anUnsignedRequestIsRefused() {
        var ticket = ticket();
        s3().send(ticket, BODY);
        var object = s3().unsigned(key);
        var listing = s3().unsigned("");

        assertThat(s3().send("PUT", object, Map.of(), SAME_LENGTH).statusCode()).isEqualTo(FORBIDDEN);
        assertThat(s3().send("GET", object, Map.of(), new byte[0]).statusCode()).isEqualTo(FORBIDDEN);
        assertThat(s3().send("GET", listing, Map.of(), new byte[0]).statusCode()).isEqualTo(FORBIDDEN);
    }

    private PresignedPutObjectRequest ticket() {
        return ticket(Duration.ofMinutes(15));
    }

    private PresignedPutObjectRequest ticket(Duration validity) {
        return s3().presigner()
                .presignPutObject(presign -> presign.signatureDuration(validity)
                        .putObjectRequest(put -> put.bucket(s3().bucket())
                                .key(key)
                                .contentType(TYPE)
                                .contentLength((long) BODY.length)
                                .checksumSHA256(sha256(BODY))
                                .ifNoneMatch("*")));
    }

    private int sendWith(Map<String, String> changed, byte[] body) {
        var ticket = ticket();
        var headers = new HashMap<>(headersOf(ticket));
        headers.putAll(changed);
        return s3().send("PUT", ticket.url().toString(), headers, body).statusCode();
    }

    private void assertNothingStored() {
        var head = s3().client().headObject(request -> request.bucket(s3().bucket()).key(key));
        assertThat(refusalOf(head).statusCode()).isEqualTo(404);
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
