package dev.lorikeet.lora.upload;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.lora.upload.UploadPlan.Strategy;
import dev.lorikeet.lora.upload.UploadStore.SignedPart;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of signed URLs, for any key, size, part and time. Nothing is sent. */
final class SignedUrlProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.7Z");
    private static final String SECRET = "secret-of-a-test";
    private static final S3Settings SETTINGS = Bucket.settings(URI.create("http://s3.example.org:9000"), Bucket.NAME,
            SECRET);
    private static final SignatureCheck SERVER = new SignatureCheck(SECRET);
    private static final long PART = 5 << 20;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final S3AsyncClient CLIENT = Bucket.client(SETTINGS);

    @AfterContainer
    static void close() {
        CLIENT.close();
    }

    // Feature: lora-management, Property 12: Presigned URL expiration
    @Property(tries = 500)
    void everyUrlExpiresWhenAskedAndWithinAnHour(@ForAll("keys") ObjectKey key,
            @ForAll @LongRange(min = 1, max = 86_400_000) long nowMillis,
            @ForAll @LongRange(min = -10_000, max = 7_200_000) long askedMillis) {
        var now = NOON.plusMillis(nowMillis);
        var asked = now.plusMillis(askedMillis);
        var store = store(now);
        var single = store.sign(file(key, 100, null, null), plan(100, Strategy.SINGLE), List.of(1), asked).getFirst();
        var part = store.sign(file(key, 100, "u", null), plan(100, Strategy.MULTIPART), List.of(1), asked).getFirst();
        assertExpiry(single.url(), now, asked);
        assertExpiry(part.url(), now, asked);
        assertExpiry(store.download(new StoredObject(key, 1, new ETag("e")), "a.ckpt", asked), now, asked);
        assertExpiry(store.picture(key, asked), now, asked);
        assertThat(expiryOf(single.url())).isEqualTo(single.expiresAt());
    }

    private static void assertExpiry(URI url, Instant now, Instant asked) {
        assertThat(expiryOf(url)).isBeforeOrEqualTo(asked).isBeforeOrEqualTo(now.plus(Duration.ofHours(1)));
        var wanted = asked.isBefore(now.plusSeconds(3600)) ? asked : now.plusSeconds(3600);
        assertThat(expiryOf(url)).isAfter(wanted.minusSeconds(1));
        assertThat(seconds(url)).isBetween(1L, 3600L);
    }

    private static Instant expiryOf(URI url) {
        return DATE.parse(SignatureCheck.parameter(url, "X-Amz-Date"), Instant::from).plusSeconds(seconds(url));
    }

    private static long seconds(URI url) {
        return Long.parseLong(SignatureCheck.parameter(url, "X-Amz-Expires"));
    }

    @Property(tries = 300)
    void aUrlForAFilePinsKeyLengthTypeNoveltyAndDigest(@ForAll("keys") ObjectKey key,
            @ForAll @LongRange(min = 1, max = 5L << 30) long size, @ForAll boolean digest) {
        var sha256 = digest ? new Sha256("0123456789abcdef".repeat(4)) : null;
        var part = store(NOON).sign(file(key, size, null, sha256), plan(size, Strategy.SINGLE), List.of(1), later())
                .getFirst();
        assertThat(signedHeaders(part)).isEqualTo(digest
                ? "content-length;content-type;host;if-none-match;x-amz-checksum-sha256"
                : "content-length;content-type;host;if-none-match");
        assertPinned(part);
    }

    @Property(tries = 300)
    void aUrlForAPartPinsKeyUploadNumberAndLength(@ForAll("keys") ObjectKey key,
            @ForAll @IntRange(min = 2, max = 10_000) int number, @ForAll @LongRange(min = 1, max = PART) long last) {
        long size = PART * (number - 1) + last;
        var part = store(NOON)
                .sign(file(key, size, "upload/+ 1", null), plan(size, Strategy.MULTIPART), List.of(number), later())
                .getFirst();
        assertThat(part.size()).isEqualTo(last);
        assertThat(signedHeaders(part)).isEqualTo("content-length;host");
        assertThat(part.headers()).isEmpty();
        assertPinned(part);
        var other = part.url().toString().replace("partNumber=" + number, "partNumber=" + (number - 1));
        assertThat(SERVER.accepts("PUT", URI.create(other), sent(part))).isFalse();
        var otherUpload = part.url().toString().replace("uploadId=upload", "uploadId=other");
        assertThat(SERVER.accepts("PUT", URI.create(otherUpload), sent(part))).isFalse();
    }

    private static void assertPinned(SignedPart part) {
        assertThat(SERVER.accepts("PUT", part.url(), sent(part))).isTrue();
        assertThat(SERVER.accepts("GET", part.url(), sent(part))).isFalse();
        assertThat(SERVER.accepts("DELETE", part.url(), sent(part))).isFalse();
        sent(part).forEach((name, value) -> {
            var changed = new HashMap<>(sent(part));
            changed.put(name, value + "1");
            assertThat(SERVER.accepts("PUT", part.url(), changed)).isFalse();
        });
        var otherKey = URI.create(part.url().toString().replace("/" + Bucket.NAME + "/", "/" + Bucket.NAME + "/x"));
        assertThat(SERVER.accepts("PUT", otherKey, sent(part))).isFalse();
        var longer = URI.create(part.url().toString().replace("X-Amz-Expires=", "X-Amz-Expires=1"));
        assertThat(SERVER.accepts("PUT", longer, sent(part))).isFalse();
    }

    /** It would be as good as a password to whoever reads the log. */
    @Property(tries = 100)
    void noUrlShowsInWhatIsPrinted(@ForAll("keys") ObjectKey key) {
        var part = store(NOON).sign(file(key, 1, null, null), plan(1, Strategy.SINGLE), List.of(1), later()).getFirst();
        assertThat(part.toString()).doesNotContain("http", "Signature");
    }

    @Provide
    Arbitrary<ObjectKey> keys() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("AZ09._-+ %&=?#üß鳥~!*'()")
                .ofMinLength(1)
                .ofMaxLength(30)
                .map(name -> new ObjectKey("loras/20260304/12/demo/" + name + ".ckpt"));
    }

    /** Everything that a client sends, with what it adds by itself. */
    private static Map<String, String> sent(SignedPart part) {
        var headers = new HashMap<String, String>();
        part.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put("host", "s3.example.org:9000");
        headers.put("content-length", String.valueOf(part.size()));
        return headers;
    }

    private static String signedHeaders(SignedPart part) {
        return SignatureCheck.parameter(part.url(), "X-Amz-SignedHeaders").replace("%3B", ";");
    }

    private static UploadStore store(Instant now) {
        return Bucket.store(CLIENT, SETTINGS, InstantSource.fixed(now));
    }

    private static Instant later() {
        return NOON.plusSeconds(600);
    }

    private static ExpectedObject file(ObjectKey key, long size, @Nullable String uploadId,
            @Nullable Sha256 sha256) {
        return new ExpectedObject(key, "rain.ckpt", size, uploadId, sha256);
    }

    private static UploadPlan plan(long size, Strategy strategy) {
        return strategy == Strategy.SINGLE
                ? new UploadPlan(strategy, size, 1)
                : new UploadPlan(strategy, PART, Math.toIntExact(Math.ceilDiv(size, PART)));
    }
}
