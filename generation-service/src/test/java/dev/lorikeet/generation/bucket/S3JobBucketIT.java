package dev.lorikeet.generation.bucket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Credentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** On S3's protocol, set up as the service sets it up. */
final class S3JobBucketIT extends JobBucketContract {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    @TempDir
    static Path data = Path.of("replaced");
    private static EmbeddedS3 server;
    private static S3AsyncClient s3;
    private static S3Presigner presigner;
    private static JobBucket bucket;

    @BeforeAll
    static void start() {
        server = EmbeddedS3.start(data, 0, new dev.lorikeet.embedded.s3.S3Settings(
                new S3Credentials("test", "secret-of-a-test"), "lorikeet", List.of()));
        var settings = new S3Settings(server.endpoint(), null, "us-east-1", "lorikeet", "test", "secret-of-a-test",
                Duration.ofSeconds(20));
        var configuration = new S3Configuration();
        var credentials = configuration.s3Credentials(settings);
        s3 = configuration.s3Client(settings, credentials);
        presigner = configuration.s3Presigner(settings, credentials);
        bucket = configuration.jobBucket(s3, presigner, settings, CLOCK);
    }

    @AfterAll
    static void stop() {
        s3.close();
        presigner.close();
        server.close();
    }

    @Override
    protected JobBucket bucket() {
        return bucket;
    }

    @Override
    protected Instant now() {
        return CLOCK.instant();
    }

    private static HttpResponse<byte[]> get(URI url) {
        try (var http = HttpClient.newHttpClient()) {
            return http.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray()).join();
        }
    }

    @Test
    void letsWhoeverHasTheUrlReadUntilItExpires() {
        bucket.put(KEY, "video/mp4", BYTES).block(LIMIT);
        var signed = bucket.sign(KEY, now().plusSeconds(600));
        var answer = get(signed.url());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(answer.headers().firstValue("content-type")).contains("video/mp4");
        assertThat(get(URI.create(signed.url().toString().split("\\?", 2)[0])).statusCode()).isEqualTo(403);
        var old = bucket.sign(KEY, now().minusSeconds(5));
        await().atMost(LIMIT).until(() -> get(old.url()).statusCode() == 403);
    }

    @Test
    void signsForAWeekAtMost() {
        var until = now().plus(Duration.ofDays(30));
        assertThat(bucket.sign(KEY, until).expiresAt()).isBefore(until.minus(Duration.ofDays(20)));
    }

    /** Otherwise a misspelt setting would end every job for good, as one whose LoRA is gone. */
    @Test
    void callsAMissingBucketUnavailableAndNotTheObjectMissing() {
        var misspelt = new S3JobBucket(s3, presigner, "misspelt", CLOCK);
        assertThatThrownBy(() -> misspelt.describe(KEY).block(LIMIT)).isInstanceOf(Unavailable.class)
                .hasMessage("the bucket misspelt cannot be reached");
        assertThatThrownBy(() -> misspelt.read(KEY).block(LIMIT)).isInstanceOf(Unavailable.class)
                .hasMessage("the bucket misspelt cannot be reached");
        assertThatThrownBy(() -> misspelt.put(KEY, "video/mp4", BYTES).block(LIMIT)).isInstanceOf(Unavailable.class);
    }

    @Test
    void isUnavailableRatherThanBroken() {
        var nowhere = new S3Settings(URI.create("http://127.0.0.1:1"), null, "us-east-1", "lorikeet", "test",
                "secret-of-a-test", Duration.ofSeconds(2));
        var configuration = new S3Configuration();
        try (var client = configuration.s3Client(nowhere, configuration.s3Credentials(nowhere))) {
            var away = configuration.jobBucket(client, presigner, nowhere, CLOCK);
            assertThatThrownBy(() -> away.describe(KEY).block(LIMIT)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> away.put(KEY, "video/mp4", BYTES).block(LIMIT)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> away.read(KEY).block(LIMIT)).isInstanceOf(Unavailable.class);
        }
    }
}
