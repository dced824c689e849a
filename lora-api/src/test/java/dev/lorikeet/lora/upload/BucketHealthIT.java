package dev.lorikeet.lora.upload;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

final class BucketHealthIT {
    private static Bucket bucket;

    @BeforeAll
    static void start(@TempDir Path directory) {
        bucket = new Bucket(directory);
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    @Test
    void isUpWhenTheBucketIsThere() {
        assertThat(health(bucket.settings(Bucket.NAME, "secret-of-a-test")).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void saysThatTheCredentialsAreWrong() {
        assertDown(bucket.settings(Bucket.NAME, "another-secret"), "Invalid S3 credentials");
    }

    @Test
    void namesTheBucketThatIsMissing() {
        assertDown(bucket.settings("misspelt", "secret-of-a-test"), "There is no bucket named misspelt. "
                + "Create it, or name another one with lorikeet.s3.bucket.");
    }

    @Test
    void saysThatS3DoesNotAnswer() {
        var health = health(Bucket.settings(URI.create("http://127.0.0.1:1"), Bucket.NAME, "secret-of-a-test"));
        assertThat(health.getDetails().get("reason")).asString().startsWith("S3 does not answer: ");
    }

    private static void assertDown(S3Settings settings, String reason) {
        var health = health(settings);
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("bucket", settings.bucket()).containsEntry("reason", reason);
    }

    private static Health health(S3Settings settings) {
        try (var client = Bucket.client(settings)) {
            return new BucketHealth(client, settings.bucket()).health()
                    .blockOptional(Duration.ofSeconds(30))
                    .orElseThrow();
        }
    }
}
