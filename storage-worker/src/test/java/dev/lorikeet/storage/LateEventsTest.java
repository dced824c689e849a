package dev.lorikeet.storage;

import java.time.Duration;
import java.util.Map;

import dev.lorikeet.event.LoraEvent.LoraUploadStarted;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lorikeet.storage.Instances.LIMIT;
import static dev.lorikeet.storage.Instances.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** lora-api took an upload, and cannot say so for days. */
final class LateEventsTest {
    private static final SomeLora EXPECTED = SomeLora.of("20260304/12", "a");
    private static final SomeLora UNKNOWN = SomeLora.of("20260304/12", "b");

    private final Instances instances = new Instances();
    private Sweeps sweeps;

    @BeforeEach
    void start() {
        sweeps = instances.start("patient", instances.bucket(), Map.of("lorikeet.sweep.unheard", "7d"))
                .worker()
                .sweeps();
        instances.happens(new LoraUploadStarted(EXPECTED.id(), EXPECTED.workspace(), EXPECTED.expected(),
                NOON.plus(Duration.ofDays(1))));
        instances.bucket().put(EXPECTED.key(), SomeLora.bytes());
        instances.bucket().put(UNKNOWN.key(), SomeLora.bytes());
    }

    @Test
    void findsWhatTheySpeakOfWhereItWas() {
        for (int day = 0; day < 7; day++) {
            instances.skip(Duration.ofDays(1));
            sweep();
        }
        instances.happens(EXPECTED.uploaded());
        instances.happens(UNKNOWN.uploaded());
        assertThat(instances.announced(ObjectVerified.class)).hasSize(2);
        assertThat(isStored(EXPECTED.key()) && isStored(UNKNOWN.key())).isTrue();
    }

    @Test
    void areNotWaitedForLongerThanATopicKeepsThem() {
        sweep();
        instances.skip(Duration.ofDays(9));
        sweep();
        assertThat(isStored(EXPECTED.key())).isFalse();
        instances.skip(Duration.ofDays(8));
        sweep();
        assertThat(isStored(UNKNOWN.key())).isFalse();
    }

    private void sweep() {
        sweeps.sweep(false, true, true).block(LIMIT);
    }

    private boolean isStored(ObjectKey key) {
        return instances.bucket().bytes(key).isPresent();
    }
}
