package dev.lorikeet.storage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes of an upload; on twins of the engines, in virtual time. */
final class VerificationsTest {
    private static final SomeLora LORA = SomeLora.of("20260304/12", "a");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Instances instances = new Instances();

    @Test
    void provesAnUploadOnce() {
        instances.start("one");
        instances.start("two");
        upload();
        instances.happens(LORA.uploaded());
        assertThat(instances.announced()).singleElement().isInstanceOf(ObjectVerified.class);
    }

    @Test
    void isProvenByAnotherInstanceWhenTheFirstDiesInTheMiddle() {
        var one = instances.start("one");
        instances.bucket().afterDescribing(one::die);
        upload();
        instances.start("two");
        instances.pass(LEASE.dividedBy(2));
        assertThat(instances.announced()).isEmpty();
        instances.pass(LEASE);
        assertThat(instances.announced()).singleElement().isInstanceOf(ObjectVerified.class);
    }

    /** It takes longer than a lease, and is still looked at by one alone. */
    @Test
    void keepsTheLeaseOfASlowLook() {
        var looks = new AtomicInteger();
        var slow = new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Mono<StoredObject> describe(ObjectKey key) {
                looks.incrementAndGet();
                return instances.later(LEASE.multipliedBy(5)).then(super.describe(key));
            }
        };
        instances.start("one", slow, Map.of());
        instances.start("two", slow, Map.of());
        upload();
        instances.pass(LEASE.multipliedBy(4));
        assertThat(instances.announced()).isEmpty();
        instances.pass(LEASE.multipliedBy(2));
        assertThat(instances.announced()).singleElement().isInstanceOf(ObjectVerified.class);
        assertThat(looks).hasValue(1);
    }

    @Test
    void waitsForABucketThatIsAway() {
        instances.start("one");
        instances.bucket().away(true);
        upload();
        instances.pass(Duration.ofMinutes(5));
        assertThat(instances.announced()).isEmpty();
        instances.bucket().away(false);
        instances.pass(Duration.ofMinutes(1));
        assertThat(instances.announced()).singleElement().isInstanceOf(ObjectVerified.class);
    }

    @Test
    void callsMissingWhatNeverCame() {
        instances.start("one");
        instances.happens(LORA.uploaded());
        assertThat(instances.announced()).containsExactly(new ObjectMissing(LORA.id(), LORA.key()));
    }

    @Test
    void refusesWhatIsNotALora() {
        instances.start("one");
        instances.bucket().put(LORA.key(), new byte[SomeLora.bytes().length]);
        instances.happens(LORA.uploaded());
        assertThat(instances.announced()).singleElement().isInstanceOf(StorageEvent.ObjectRefused.class);
    }

    private void upload() {
        instances.bucket().put(LORA.key(), SomeLora.bytes());
        instances.happens(LORA.uploaded());
    }
}
