package dev.lorikeet.storage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StorageEvent.ObjectHashed;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static dev.lorikeet.storage.Instances.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

/** What comes of a LoRA that is ready; on twins of the engines, in virtual time. */
final class HashingsTest {
    private static final String HOUR = "20260304/12";
    private static final SomeLora A = SomeLora.of(HOUR, "a");
    private static final SomeLora B = SomeLora.of(HOUR, "b");
    private static final Map<String, String> SLOW = Map.of("lorikeet.hashing.chunk", "64KB",
            "lorikeet.hashing.per-second", "64KB");

    private final Instances instances = new Instances();

    @Test
    void hashesAReadyLoraOnce() {
        instances.start("one");
        ready(A);
        ready(A);
        assertThat(instances.announced()).singleElement().isInstanceOfSatisfying(ObjectHashed.class, hashed -> {
            assertThat(hashed.lora()).isEqualTo(A.id());
            assertThat(hashed.object()).isEqualTo(stored(A));
            assertThat(hashed.autoV3()).isNotNull().isNotEqualTo(hashed.sha256());
            assertThat(hashed.duplicates()).isNull();
        });
    }

    @Test
    void namesTheSameBytesInTheSameWorkspace() {
        instances.start("one");
        var elsewhere = SomeLora.of(HOUR, "c", "other");
        var different = SomeLora.of(HOUR, "d");
        ready(A);
        ready(elsewhere);
        instances.bucket().put(different.key(), SomeLora.bytes("Another title"));
        instances.happens(different.ready(stored(different)));
        ready(B);
        assertThat(duplicatesOf(elsewhere)).isEmpty();
        assertThat(duplicatesOf(different)).isEmpty();
        assertThat(duplicatesOf(B)).containsExactly(A.id());
    }

    @Test
    void namesNoMoreThanAFew() {
        instances.start("one", instances.bucket(), Map.of("lorikeet.hashing.duplicates", "3"));
        Stream.of("v", "w", "x", "y", "z").forEach(id -> ready(SomeLora.of(HOUR, id)));
        ready(A);
        assertThat(duplicatesOf(A)).hasSize(3).doesNotContain(A.id());
    }

    @Test
    void overlooksNoDuplicateWhenTwoAreHashedAtTheSameTime() {
        instances.start("one");
        instances.start("two");
        Stream.of(A, B).forEach(lora -> {
            instances.bucket().put(lora.key(), SomeLora.bytes());
            instances.says(lora.ready(stored(lora)));
        });
        instances.pass(Duration.ofSeconds(10));
        assertThat(hashed()).hasSize(2);
        assertThat(duplicatesOf(A).contains(B.id()) || duplicatesOf(B).contains(A.id())).isTrue();
    }

    @Test
    void countsARemovedOneForNobodysDuplicate() {
        instances.start("one");
        ready(A);
        instances.happens(A.discarded());
        ready(B);
        assertThat(duplicatesOf(B)).isEmpty();
    }

    @Test
    void saysNothingOfAnObjectThatIsGone() {
        instances.start("one");
        instances.bucket().put(A.key(), SomeLora.bytes());
        var object = stored(A);
        instances.bucket().remove(A.key()).block(LIMIT);
        instances.happens(A.ready(object));
        instances.pass(Duration.ofMinutes(2));
        assertThat(instances.announced()).isEmpty();
    }

    @Test
    void waitsForABucketThatIsAway() {
        instances.start("one");
        instances.bucket().put(A.key(), SomeLora.bytes());
        var event = A.ready(stored(A));
        instances.bucket().away(true);
        instances.happens(event);
        instances.pass(Duration.ofMinutes(1));
        assertThat(hashed()).isEmpty();
        instances.bucket().away(false);
        instances.pass(Duration.ofMinutes(1));
        assertThat(hashed()).hasSize(1);
    }

    /** Nothing of the first look is left, so the second begins anew, when the lease of the first has run out. */
    @Test
    void isHashedByAnotherInstanceWhenTheFirstDiesInTheMiddle() {
        var one = instances.start("one", instances.bucket(), SLOW);
        instances.bucket().put(A.key(), new byte[1 << 20]);
        instances.happens(A.ready(stored(A)));
        instances.pass(Duration.ofSeconds(10));
        one.die();
        instances.start("two");
        instances.pass(Duration.ofSeconds(20));
        assertThat(instances.announced()).isEmpty();
        instances.pass(Duration.ofMinutes(2));
        assertThat(instances.announced()).singleElement().isInstanceOf(ObjectHashed.class);
    }

    @Test
    void isAnnouncedByAnotherInstanceWhenTheFirstDiesWithTheDigest() {
        var reads = new AtomicInteger();
        var counted = new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Mono<byte[]> read(StoredObject object, long offset, int length) {
                reads.incrementAndGet();
                return super.read(object, offset, length);
            }
        };
        var one = instances.start("one", counted, Map.of());
        instances.dieAfterCommitting("digested");
        ready(A);
        one.die();
        instances.pass(Duration.ofMinutes(2));
        assertThat(reads).hasPositiveValue();
        assertThat(instances.announced()).isEmpty();
        reads.set(0);
        instances.start("two", counted, Map.of());
        instances.pass(Duration.ofMinutes(2));
        assertThat(hashed()).singleElement().returns(stored(A), ObjectHashed::object);
        assertThat(reads).as("it is not read again").hasValue(0);
    }

    private void ready(SomeLora lora) {
        instances.bucket().put(lora.key(), SomeLora.bytes());
        instances.happens(lora.ready(stored(lora)));
    }

    private StoredObject stored(SomeLora lora) {
        return instances.bucket().describe(lora.key()).blockOptional(LIMIT).orElseThrow();
    }

    private List<ObjectHashed> hashed() {
        return instances.announced(ObjectHashed.class).toList();
    }

    private List<LoraId> duplicatesOf(SomeLora lora) {
        var hashed = hashed().stream().filter(event -> event.lora().equals(lora.id())).toList();
        assertThat(hashed).hasSize(1);
        var duplicates = hashed.getFirst().duplicates();
        return duplicates == null ? List.of() : duplicates;
    }
}
