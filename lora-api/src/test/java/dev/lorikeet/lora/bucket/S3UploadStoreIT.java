package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.lora.bucket.UploadStore.PartTag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3UploadStoreIT extends UploadStoreContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<PartTag> PARTS = List.of(new PartTag(1, new ETag("e")));
    private static final ExpectedObject OBJECT = new ExpectedObject(new ObjectKey("a.ckpt"), "a.ckpt", 1, "u", null);

    private static Bucket bucket;

    @BeforeAll
    static void start(@TempDir Path directory) {
        bucket = new Bucket(directory);
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    @Override
    protected UploadStore store() {
        return bucket.store(InstantSource.system());
    }

    @Override
    protected Optional<Long> sizeOf(ObjectKey key) {
        return bucket.sizeOf(key);
    }

    @Override
    protected void occupy(ObjectKey key, byte[] bytes) {
        bucket.put(key, bytes);
    }

    /** Otherwise a misspelt setting would end every upload for good. */
    @Test
    void callsAMissingBucketUnavailableAndNotTheUploadGone() {
        var misspelt = Bucket.store(bucket.client(), bucket.settings("misspelt", "secret-of-a-test"),
                InstantSource.system());
        assertThatThrownBy(() -> misspelt.complete(OBJECT, PARTS).block(LIMIT)).isInstanceOf(Unavailable.class);
    }

    @Test
    void callsAnUnreachableStoreUnavailable() {
        var settings = Bucket.settings(URI.create("http://127.0.0.1:1"), Bucket.NAME, "secret-of-a-test");
        try (var client = Bucket.client(settings)) {
            var nowhere = Bucket.store(client, settings, InstantSource.system());
            assertThatThrownBy(() -> nowhere.begin(OBJECT.key()).block(LIMIT)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> nowhere.parts(OBJECT.key(), "u").block(LIMIT)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> nowhere.abort(OBJECT.key(), "u").block(LIMIT)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> nowhere.complete(OBJECT, PARTS).block(LIMIT))
                    .isInstanceOf(Unavailable.class);
        }
    }
}
