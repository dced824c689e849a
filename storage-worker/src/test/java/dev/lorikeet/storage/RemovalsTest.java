package dev.lorikeet.storage;

import java.time.Duration;
import java.util.Map;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** How an object leaves the bucket, and what of it comes back; on twins of the engines, in virtual time. */
final class RemovalsTest {
    private static final SomeLora LORA = SomeLora.of("20260304/12", "a");
    private static final ObjectKey THUMBNAIL = Keys.thumbnail(LORA.key());
    private static final ObjectRemoved REMOVED = new ObjectRemoved(LORA.id(), LORA.key());
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(90);

    private final Instances instances = new Instances();

    @BeforeEach
    void put() {
        instances.bucket().put(LORA.key(), SomeLora.bytes());
        instances.bucket().put(THUMBNAIL, new byte[]{1});
    }

    @Test
    void takesTheThumbnailAlong() {
        instances.start("one");
        instances.happens(LORA.discarded());
        assertThat(isStored(LORA.key())).isFalse();
        assertThat(isStored(THUMBNAIL)).isFalse();
    }

    @Test
    void takesTheThumbnailAlongWhenTheInstanceDiesBeforeIt() {
        var one = instances.start("one", diesBeforeRemoving(THUMBNAIL), Map.of());
        instances.happens(LORA.discarded());
        one.die();
        assertThat(isStored(LORA.key())).isFalse();
        assertThat(isStored(THUMBNAIL)).isTrue();
        assertThat(instances.announced()).isEmpty();
        instances.start("two");
        instances.pass(Duration.ofMinutes(2));
        assertThat(isStored(THUMBNAIL)).isFalse();
        assertThat(instances.announced()).containsExactly(REMOVED);
    }

    /** Whoever has a URL that was signed before may use it until it runs out. */
    @Test
    void looksOnceMoreForWhatWasPutThereAgain() {
        instances.start("one");
        instances.happens(LORA.discarded());
        put();
        instances.skip(LOOK_AGAIN.minusMinutes(1));
        assertThat(isStored(LORA.key())).isTrue();
        instances.skip(Duration.ofMinutes(1));
        assertThat(isStored(LORA.key())).isFalse();
        assertThat(isStored(THUMBNAIL)).isFalse();
        assertThat(instances.announced()).containsExactly(REMOVED);
    }

    private ForwardedObjectStore diesBeforeRemoving(ObjectKey last) {
        return new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Mono<Void> remove(ObjectKey key) {
                return key.equals(last) ? Mono.never() : super.remove(key);
            }
        };
    }

    private boolean isStored(ObjectKey key) {
        return instances.bucket().bytes(key).isPresent();
    }
}
