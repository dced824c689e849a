package dev.lorikeet.storage.objects;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.objects.ObjectStore.Listed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What the services rely on a bucket for. */
public abstract class ObjectStoreContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MORE_THAN_A_PAGE = 1_003;
    private final String folder = "loras/20260304/12/demo/" + UUID.randomUUID() + "/";
    private final ObjectKey key = new ObjectKey(folder + "größe 1+1.bin");

    protected abstract ObjectStore store();

    protected abstract void put(ObjectKey key, byte[] bytes);

    /** Opens a multipart upload that has a part, and answers its id. */
    protected abstract String begin(ObjectKey key);

    protected abstract boolean isOpen(ObjectKey key, String uploadId);

    /** By the clock of the bucket. */
    protected Instant now() {
        return Instant.now();
    }

    @Test
    void describesNothingWhereNothingIs() {
        assertThat(store().describe(key).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void describesSizeAndETagOfWhatIsThere() {
        put(key, new byte[]{1, 2, 3, 4, 5});
        var object = store().describe(key).blockOptional(LIMIT).orElseThrow();
        assertThat(object.key()).isEqualTo(key);
        assertThat(object.size()).isEqualTo(5);
        assertThat(store().describe(key).blockOptional(LIMIT)).contains(object);
    }

    @Test
    void readsARangeAndStopsAtTheEnd() {
        put(key, new byte[]{1, 2, 3, 4, 5});
        var object = store().describe(key).blockOptional(LIMIT).orElseThrow();
        assertThat(store().read(object, 1, 3).block(LIMIT)).containsExactly(2, 3, 4);
        assertThat(store().read(object, 3, 100).block(LIMIT)).containsExactly(4, 5);
    }

    @Test
    void readsNothingOfAnObjectThatWasReplaced() {
        put(key, new byte[]{1, 2, 3});
        var object = store().describe(key).blockOptional(LIMIT).orElseThrow();
        put(key, new byte[]{3, 2, 1});
        assertThat(store().read(object, 0, 3).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void readsNothingOfAnObjectThatIsGone() {
        put(key, new byte[]{1, 2, 3});
        var object = store().describe(key).blockOptional(LIMIT).orElseThrow();
        store().remove(key).block(LIMIT);
        assertThat(store().read(object, 0, 3).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void removesAnObjectAndNoOther() {
        var neighbour = new ObjectKey(key.value() + ".part");
        put(key, new byte[]{1});
        put(neighbour, new byte[]{2});
        store().remove(key).block(LIMIT);
        assertThat(store().describe(key).blockOptional(LIMIT)).isEmpty();
        assertThat(store().describe(neighbour).blockOptional(LIMIT)).isPresent();
    }

    @Test
    void removesWhatIsNotThereWithoutComplaint() {
        store().remove(key).block(LIMIT);
        store().remove(key).block(LIMIT);
        assertThat(store().describe(key).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void abortsAnUploadOnceAndAgain() {
        var upload = begin(key);
        assertThat(isOpen(key, upload)).isTrue();
        store().abort(key, upload).block(LIMIT);
        store().abort(key, upload).block(LIMIT);
        assertThat(isOpen(key, upload)).isFalse();
    }

    @Test
    void keepsTheObjectAndTheOtherUploadsOfAnAbortedOne() {
        put(key, new byte[]{1});
        var aborted = begin(key);
        var other = begin(key);
        store().abort(key, aborted).block(LIMIT);
        assertThat(isOpen(key, other)).isTrue();
        assertThat(store().describe(key).blockOptional(LIMIT)).isPresent();
        store().abort(key, other).block(LIMIT);
    }

    @Test
    void keepsWhatIsPutIntoIt() {
        store().put(key, "image/png", new byte[]{1, 2, 3}).block(LIMIT);
        store().put(key, "image/png", new byte[]{4, 5}).block(LIMIT);
        var object = store().describe(key).blockOptional(LIMIT).orElseThrow();
        assertThat(store().read(object, 0, 10).block(LIMIT)).containsExactly(4, 5);
    }

    @Test
    void listsAllOfAFolderInOrderAndNothingElse() {
        var keys = IntStream.range(1000, 1000 + MORE_THAN_A_PAGE).mapToObj(number -> folder + "a/" + number).toList();
        keys.forEach(name -> put(new ObjectKey(name), new byte[]{1}));
        put(new ObjectKey(folder + "b"), new byte[]{1, 2});
        assertThat(store().list(folder + "a/").map(Listed::key).collectList().block(LIMIT)).isEqualTo(keys);
        var alone = store().list(folder + "b").single().blockOptional(LIMIT).orElseThrow();
        assertThat(alone.size()).isEqualTo(2);
        assertThat(alone.modified()).isCloseTo(now(), within(1, ChronoUnit.HOURS));
    }

    @Test
    void listsTheOpenUploadsOfAFolder() {
        var upload = begin(key);
        var elsewhere = new ObjectKey("loras/20260304/13/demo/x/y.bin");
        var other = begin(elsewhere);
        var found = store().uploads(folder).single().blockOptional(LIMIT).orElseThrow();
        assertThat(found.key()).isEqualTo(key.value());
        assertThat(found.uploadId()).isEqualTo(upload);
        assertThat(found.since()).isCloseTo(now(), within(1, ChronoUnit.HOURS));
        store().abort(key, upload).block(LIMIT);
        store().abort(elsewhere, other).block(LIMIT);
        assertThat(store().uploads(folder).collectList().block(LIMIT)).isEmpty();
    }
}
