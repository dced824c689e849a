package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import dev.lorikeet.lora.bucket.UploadStore.Completion;
import dev.lorikeet.lora.bucket.UploadStore.PartTag;
import dev.lorikeet.lora.bucket.UploadStore.SignedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A signed URL is good for what it was signed for, for a while; whoever holds it can do nothing else with it. */
abstract class SignedUrlContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] BODY = "the bytes of a LoRA".getBytes(UTF_8);
    private static final byte[] SAME_LENGTH = "THE BYTES OF A LORA".getBytes(UTF_8);
    private static final UploadPlan SINGLE = new UploadPlan(Strategy.SINGLE, BODY.length, 1);
    private static final UploadPlan TWO_PARTS = new UploadPlan(Strategy.MULTIPART, 5 << 20, 2);
    private static final int FORBIDDEN = 403;

    private final Instant now = InstantSource.system().instant();
    private final ObjectKey key = new ObjectKey("loras/20260304/12/demo/" + UUID.randomUUID() + "/rain.ckpt");

    abstract UploadStore store(InstantSource clock);

    abstract InMemoryUploadStore.Answer send(String method, URI url, Map<String, String> headers, byte[] body);

    abstract boolean isStored(ObjectKey key);

    @Test
    void storesWhatWasPromised() {
        var part = single(true);
        assertThat(send("PUT", part.url(), part.headers(), BODY).status()).isEqualTo(200);
        assertThat(isStored(key)).isTrue();
    }

    @Test
    void storesAPart() {
        var upload = begin();
        var part = part(upload, 2);
        var answer = send("PUT", part.url(), part.headers(), BODY);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(store().parts(key, upload).block(LIMIT))
                .containsExactly(new UploadStore.StoredPart(2, answer.etag().orElseThrow(), BODY.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the bytes of a LoRA and more", "the bytes", ""})
    void refusesAnotherLength(String body) {
        var part = single(false);
        assertThat(send("PUT", part.url(), part.headers(), body.getBytes(UTF_8)).status()).isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the bytes of a LoRA and more", "the bytes", ""})
    void refusesAnotherLengthOfAPart(String body) {
        var upload = begin();
        var part = part(upload, 2);
        assertThat(send("PUT", part.url(), part.headers(), body.getBytes(UTF_8)).status()).isEqualTo(FORBIDDEN);
        assertThat(store().parts(key, upload).block(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "If-None-Match", "x-amz-checksum-sha256"})
    void refusesWithoutOneOfItsHeaders(String header) {
        var part = single(true);
        var headers = new HashMap<>(part.headers());
        assertThat(headers.remove(header)).isNotNull();
        assertThat(send("PUT", part.url(), headers, BODY).status()).isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isFalse();
    }

    @Test
    void refusesAnotherType() {
        assertThat(sendWith("Content-Type", "text/html", BODY)).isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isFalse();
    }

    @Test
    void refusesOtherBytesThanTheDigestSays() {
        var part = single(true);
        assertThat(send("PUT", part.url(), part.headers(), SAME_LENGTH).status()).isEqualTo(400);
        assertThat(isStored(key)).isFalse();
    }

    @Test
    void refusesAnotherDigest() {
        assertThat(sendWith("x-amz-checksum-sha256", MemoryUrl.digest(SAME_LENGTH), SAME_LENGTH))
                .isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isFalse();
    }

    @Test
    void refusesToReplaceWhatItStored() {
        var part = single(false);
        assertThat(send("PUT", part.url(), part.headers(), BODY).status()).isEqualTo(200);
        assertThat(send("PUT", part.url(), part.headers(), SAME_LENGTH).status()).isEqualTo(412);
    }

    @Test
    void refusesAPartAfterCompletion() {
        var upload = begin();
        var object = new ExpectedObject(key, "rain.ckpt", BODY.length, upload, null);
        var part = store().sign(object, new UploadPlan(Strategy.MULTIPART, 5 << 20, 1), List.of(1), later()).getFirst();
        var etag = send("PUT", part.url(), part.headers(), BODY).etag().orElseThrow();
        assertThat(store().complete(object, List.of(new PartTag(1, etag))).block(LIMIT))
                .isEqualTo(new Completion.Completed());
        assertThat(send("PUT", part.url(), part.headers(), SAME_LENGTH).status()).isEqualTo(404);
    }

    @Test
    void refusesAnotherKey() {
        var part = single(false);
        var other = URI.create(part.url().toString().replace("rain.ckpt", "snow.ckpt"));
        assertThat(send("PUT", other, part.headers(), BODY).status()).isEqualTo(FORBIDDEN);
        assertThat(isStored(new ObjectKey(key.value().replace("rain", "snow")))).isFalse();
    }

    @Test
    void refusesAnotherPartNumber() {
        var upload = begin();
        var part = part(upload, 2);
        var other = URI.create(part.url().toString().replace("partNumber=2", "partNumber=1"));
        assertThat(send("PUT", other, part.headers(), BODY).status()).isEqualTo(FORBIDDEN);
        assertThat(store().parts(key, upload).block(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void refusesAnotherMethod(String method) {
        var part = single(false);
        send("PUT", part.url(), part.headers(), BODY);
        assertThat(send(method, part.url(), Map.of(), new byte[0]).status()).isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void refusesToWriteByAUrlForReading(String method) {
        var part = single(false);
        send("PUT", part.url(), part.headers(), BODY);
        assertThat(send("GET", download(), Map.of(), new byte[0]).status()).isEqualTo(200);
        assertThat(send(method, download(), Map.of(), new byte[0]).status()).isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isTrue();
    }

    @Test
    void refusesWhenItsTimeIsOver() {
        var past = now.minusSeconds(7200);
        var object = new ExpectedObject(key, "rain.ckpt", BODY.length, null, null);
        var part = store(InstantSource.fixed(past)).sign(object, SINGLE, List.of(1), past.plusSeconds(3600)).getFirst();
        assertThat(send("PUT", part.url(), part.headers(), BODY).status()).isEqualTo(FORBIDDEN);
        assertThat(isStored(key)).isFalse();
    }

    private UploadStore store() {
        return store(InstantSource.fixed(now));
    }

    private Instant later() {
        return now.plusSeconds(600);
    }

    private String begin() {
        return store().begin(key).blockOptional(LIMIT).orElseThrow();
    }

    private SignedPart single(boolean digest) {
        var object = new ExpectedObject(key, "rain.ckpt", BODY.length, null, digest ? sha256() : null);
        return store().sign(object, SINGLE, List.of(1), later()).getFirst();
    }

    private SignedPart part(String upload, int number) {
        var object = new ExpectedObject(key, "rain.ckpt", (5 << 20) + BODY.length, upload, null);
        return store().sign(object, TWO_PARTS, List.of(number), later()).getFirst();
    }

    private URI download() {
        return store().download(new StoredObject(key, BODY.length, new ETag("e")), "rain.ckpt", later());
    }

    private int sendWith(String header, String value, byte[] body) {
        var part = single(true);
        var headers = new HashMap<>(part.headers());
        headers.put(header, value);
        return send("PUT", part.url(), headers, body).status();
    }

    private static Sha256 sha256() {
        var digest = java.util.Base64.getDecoder().decode(MemoryUrl.digest(BODY));
        return new Sha256(java.util.HexFormat.of().formatHex(digest));
    }
}
