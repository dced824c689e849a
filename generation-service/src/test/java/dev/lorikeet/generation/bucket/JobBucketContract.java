package dev.lorikeet.generation.bucket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What jobs rely on, whatever the bucket is. */
public abstract class JobBucketContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    static final ObjectKey KEY = new ObjectKey("videos/demo/job 1 (ü+%).mp4");
    static final byte[] BYTES = "a video, or so".getBytes(StandardCharsets.UTF_8);

    protected abstract JobBucket bucket();

    protected abstract Instant now();

    @Test
    void describesWhatWasPut() {
        bucket().put(KEY, "video/mp4", BYTES).block(LIMIT);
        assertThat(bucket().describe(KEY).block(LIMIT)).isNotNull()
                .returns(KEY, StoredObject::key)
                .returns((long) BYTES.length, StoredObject::size);
        assertThat(bucket().read(KEY).block(LIMIT)).isEqualTo(BYTES);
    }

    @Test
    void putsAFileLikeItsBytes(@TempDir Path directory) throws IOException {
        var file = Files.write(directory.resolve("file"), BYTES);
        bucket().put(KEY, "video/mp4", BYTES).block(LIMIT);
        var before = bucket().describe(KEY).block(LIMIT);
        bucket().put(KEY, "video/mp4", file).block(LIMIT);
        assertThat(bucket().describe(KEY).block(LIMIT)).isEqualTo(before);
        assertThat(bucket().read(KEY).block(LIMIT)).isEqualTo(BYTES);
    }

    @Test
    void tellsApartWhatWasPutUnderTheSameName() {
        bucket().put(KEY, "video/mp4", BYTES).block(LIMIT);
        var before = bucket().describe(KEY).block(LIMIT);
        bucket().put(KEY, "video/mp4", "another one".getBytes(StandardCharsets.UTF_8)).block(LIMIT);
        assertThat(bucket().describe(KEY).block(LIMIT)).isNotEqualTo(before);
    }

    @Test
    void saysNothingOfWhatIsNotThere() {
        var nobodys = new ObjectKey("videos/demo/nobody.mp4");
        assertThat(bucket().describe(nobodys).block(LIMIT)).isNull();
        assertThat(bucket().read(nobodys).block(LIMIT)).isNull();
    }

    @Test
    void signsForAsLongAsItIsAskedTo() {
        var until = now().plusSeconds(600);
        var signed = bucket().sign(KEY, until);
        assertThat(Duration.between(signed.expiresAt(), until).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(signed.url().getRawPath()).endsWith(".mp4").doesNotContain(" ");
        assertThat(signed).asString().doesNotContain("http");
    }
}
