package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What copies rely on a network volume for. */
public abstract class VolumeContract {
    static final Duration LIMIT = Duration.ofMinutes(1);
    /** As small as stores other than RunPod's allow. */
    static final int PART = 5 << 20;

    private ObjectKey path = new ObjectKey("none");

    @BeforeEach
    void chooseAPlace() {
        path = new ObjectKey("models/loras/" + UUID.randomUUID() + "-0a1b2c3d4e5f.safetensors");
    }

    ObjectKey path() {
        return path;
    }

    protected abstract Volume volume();

    /** What a worker would read; empty where there is no file. */
    protected abstract byte[] mounted(ObjectKey file);

    public static byte[] bytes(int size) {
        var bytes = new byte[size];
        for (int index = 0; index < size; index++) {
            bytes[index] = (byte) ((index * 31) >> 3);
        }
        return bytes;
    }

    @Test
    void showsNothingWhereNothingIs() {
        assertThat(volume().size(path).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void keepsAFileThatIsPutIntoIt() {
        volume().put(path, bytes(1000)).block(LIMIT);
        assertThat(volume().size(path).block(LIMIT)).isEqualTo(1000);
        assertThat(mounted(path)).isEqualTo(bytes(1000));
    }

    @Test
    void putsPartsTogetherInTheirOrder() {
        var all = bytes(2 * PART + 100);
        var upload = volume().begin(path).blockOptional(LIMIT).orElseThrow();
        var second = part(upload, 2, Arrays.copyOfRange(all, PART, 2 * PART));
        var first = part(upload, 1, Arrays.copyOfRange(all, 0, PART));
        var third = part(upload, 3, Arrays.copyOfRange(all, 2 * PART, all.length));
        assertThat(volume().size(path).blockOptional(LIMIT)).isEmpty();
        volume().complete(path, upload, List.of(first, second, third), LIMIT).block(LIMIT);
        assertThat(volume().size(path).block(LIMIT)).isEqualTo(all.length);
        assertThat(mounted(path)).isEqualTo(all);
    }

    private Volume.Part part(String upload, int number, byte[] bytes) {
        return volume().part(path, upload, number, bytes).blockOptional(LIMIT).orElseThrow();
    }

    @Test
    void namesTheUploadsOfAFileAndOfNoOther() {
        var upload = volume().begin(path).blockOptional(LIMIT).orElseThrow();
        var longer = new ObjectKey(path.value() + ".part");
        var other = volume().begin(longer).blockOptional(LIMIT).orElseThrow();
        assertThat(volume().uploads(path).collectList().block(LIMIT)).containsExactly(upload);
        volume().abort(path, upload).block(LIMIT);
        volume().abort(path, upload).block(LIMIT);
        assertThat(volume().uploads(path).collectList().block(LIMIT)).isEmpty();
        assertThat(volume().uploads(longer).collectList().block(LIMIT)).containsExactly(other);
        volume().abort(longer, other).block(LIMIT);
    }

    @Test
    void cannotCompleteWhatWasAborted() {
        var upload = volume().begin(path).blockOptional(LIMIT).orElseThrow();
        var part = part(upload, 1, bytes(100));
        volume().abort(path, upload).block(LIMIT);
        assertThatThrownBy(() -> volume().complete(path, upload, List.of(part), LIMIT).block(LIMIT))
                .isInstanceOf(Unavailable.class);
        assertThat(volume().size(path).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void removesAFileOnceAndAgain() {
        volume().put(path, bytes(10)).block(LIMIT);
        volume().remove(path).block(LIMIT);
        volume().remove(path).block(LIMIT);
        assertThat(volume().size(path).blockOptional(LIMIT)).isEmpty();
    }
}
