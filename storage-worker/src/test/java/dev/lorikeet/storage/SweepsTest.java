package dev.lorikeet.storage;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.sweep.SweepReport;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static dev.lorikeet.storage.Instances.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

/** When sweeps happen, and when they had better not; on twins of the engines. */
final class SweepsTest {
    private static final SomeLora ORPHAN = SomeLora.of("20260304/12", "a");
    private static final SomeLora KEPT = SomeLora.of("20260304/12", "kept");
    private static final SomeLora PROVEN = SomeLora.of("20260304/12", "b");
    private static final Duration LATER = Duration.ofHours(4);

    private final Instances instances = new Instances();

    @Test
    void sweepsEveryHour() {
        var sweeps = instances.start("one").worker().sweeps();
        sweeps.plan().block(LIMIT);
        givenUp(ORPHAN);
        prove();
        put(ORPHAN.key());
        instances.skip(Duration.ofMinutes(1));
        assertThat(last(sweeps).whole()).isTrue();
        assertThat(last(sweeps).orphans()).isZero();
        instances.skip(LATER);
        assertThat(last(sweeps).whole()).isFalse();
        assertThat(last(sweeps).orphans()).isEqualTo(1);
        assertThat(isStored(ORPHAN.key())).isFalse();
    }

    @Test
    void looksAtTheRecentDaysHourlyAndAtTheRestOnceADay() {
        var old = SomeLora.of("20260101/12", "c").key();
        var sweeps = instances.start("one").worker().sweeps();
        sweeps.plan().block(LIMIT);
        instances.skip(Duration.ofMinutes(1));
        givenUp(SomeLora.of("20260101/12", "c"));
        prove();
        put(old);
        instances.skip(LATER);
        assertThat(isStored(old)).isTrue();
        instances.skip(Duration.ofHours(21));
        assertThat(last(sweeps).whole()).isTrue();
        assertThat(isStored(old)).isFalse();
    }

    @Test
    void isDoneByOneInstanceAndTakenOverByAnother() {
        var one = instances.start("one");
        var two = instances.start("two");
        one.worker().sweeps().plan().block(LIMIT);
        two.worker().sweeps().plan().block(LIMIT);
        instances.skip(Duration.ofMinutes(1));
        var first = last(two.worker().sweeps());
        one.die();
        instances.skip(LATER);
        assertThat(last(two.worker().sweeps()).startedAt()).isAfter(first.startedAt());
    }

    @Test
    void countsTheSameInADryRunAndDoesNothing() {
        var sweeps = instances.start("one").worker().sweeps();
        mess();
        var upload = instances.bucket().begin(ORPHAN.key());
        instances.skip(LATER);
        var dry = sweeps.sweep(true, true, false).blockOptional(LIMIT).orElseThrow();
        assertThat(isStored(ORPHAN.key())).isTrue();
        assertThat(instances.bucket().isOpen(ORPHAN.key(), upload)).isTrue();
        instances.skip(Duration.ofSeconds(1));
        assertThat(instances.announced(ObjectMissing.class)).isEmpty();
        assertThat(sweeps.sweep(true, true, false).blockOptional(LIMIT).orElseThrow()).usingRecursiveComparison()
                .ignoringFields("startedAt")
                .isEqualTo(dry);
        var real = sweeps.sweep(false, true, false).blockOptional(LIMIT).orElseThrow();
        assertThat(real).usingRecursiveComparison().ignoringFields("startedAt", "dryRun").isEqualTo(dry);
        assertThat(real.orphans()).isEqualTo(1);
        assertThat(real.orphanBytes()).isEqualTo(1);
        assertThat(real.uploads()).isEqualTo(1);
        assertThat(real.vanished()).isEqualTo(1);
        assertThat(isStored(ORPHAN.key())).isFalse();
    }

    @Test
    void onlySaysWhatItWouldDoWhereItWasToldTo() {
        var sweeps = instances.start("one", instances.bucket(), Map.of("lorikeet.sweep.dry-run", "true"))
                .worker()
                .sweeps();
        mess();
        instances.skip(LATER);
        sweeps.plan().block(LIMIT);
        instances.skip(Duration.ofSeconds(1));
        assertThat(last(sweeps).dryRun()).isTrue();
        assertThat(last(sweeps).orphans()).isEqualTo(1);
        assertThat(isStored(ORPHAN.key())).isTrue();
    }

    /** Some stores list a relative directory as nothing at all, and then everything would seem to have vanished. */
    @Test
    void refusesToJudgeABucketThatDoesNotShowWhatWasPutIntoIt() {
        var blind = new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Flux<Listed> list(String prefix) {
                return Flux.empty();
            }
        };
        var sweeps = instances.start("one", blind, Map.of()).worker().sweeps();
        mess();
        instances.skip(LATER);
        var report = sweeps.sweep(false, true, false).blockOptional(LIMIT).orElseThrow();
        assertThat(report.refusal()).startsWith("The listing of the bucket does not show");
        assertThat(report.vanished()).isZero();
        assertThat(isStored(ORPHAN.key())).isTrue();
        assertThat(instances.announced(ObjectMissing.class)).isEmpty();
    }

    /** What has been said and not been heard may be a claim. */
    @Test
    void waitsUntilEverythingThatWasSaidIsHeard() {
        var sweeps = instances.start("one").worker().sweeps();
        instances.bucket().put(ORPHAN.key(), SomeLora.bytes());
        instances.skip(LATER);
        instances.says(ORPHAN.uploaded());
        var report = sweeps.sweep(false, true, false).blockOptional(LIMIT).orElseThrow();
        assertThat(report.refusal()).startsWith("Not all that was said");
        assertThat(isStored(ORPHAN.key())).isTrue();
        instances.pass(Duration.ofSeconds(5));
        assertThat(sweeps.sweep(false, true, false).blockOptional(LIMIT).orElseThrow().refusal()).isNull();
        assertThat(isStored(ORPHAN.key())).isTrue();
    }

    /** A service that lost its records, or was given another bucket, would remove everything. */
    @Test
    void doesNotBelieveThatABucketIsFullOfOrphans() {
        var sweeps = instances.start("one", instances.bucket(), Map.of("lorikeet.sweep.few", "3")).worker().sweeps();
        var orphans = IntStream.range(0, 4)
                .mapToObj(number -> new ObjectKey("loras/20260304/10/demo/lost-" + number + "/a.safetensors"))
                .toList();
        orphans.forEach(key -> {
            givenUp(SomeLora.of("20260304/10", Keys.owner(key.value()).orElseThrow().lora().value()));
            instances.bucket().put(key, SomeLora.bytes());
        });
        instances.skip(LATER);
        var report = sweeps.sweep(false, true, false).blockOptional(LIMIT).orElseThrow();
        assertThat(report.refusal()).startsWith("So many objects without a record");
        assertThat(orphans).allMatch(this::isStored);
        assertThat(sweeps.sweep(false, true, true).blockOptional(LIMIT).orElseThrow().orphans()).isEqualTo(4);
        assertThat(orphans).noneMatch(this::isStored);
    }

    @Test
    void leavesNoProbesBehind() {
        var sweeps = instances.start("one").worker().sweeps();
        sweeps.sweep(false, true, false).block(LIMIT);
        assertThat(instances.bucket().list("").collectList().block(LIMIT)).isEmpty();
    }

    @Test
    void removesTheProbeThatADeadInstanceLeft() {
        var dying = new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Flux<Listed> list(String prefix) {
                return Flux.never();
            }
        };
        var one = instances.start("one", dying, Map.of());
        one.worker().sweeps().sweep(false, true, false).subscribe();
        one.die();
        assertThat(instances.bucket().list("").collectList().block(LIMIT)).hasSize(1);
        instances.skip(Duration.ofHours(1));
        var sweeps = instances.start("two").worker().sweeps();
        sweeps.sweep(false, true, false).block(LIMIT);
        assertThat(instances.bucket().list("").collectList().block(LIMIT)).isEmpty();
    }

    @Test
    void triesAgainWhenTheBucketIsBack() {
        var sweeps = instances.start("one").worker().sweeps();
        instances.bucket().away(true);
        sweeps.plan().block(LIMIT);
        instances.pass(Duration.ofMinutes(1));
        assertThat(sweeps.last().blockOptional(LIMIT)).isEmpty();
        instances.bucket().away(false);
        instances.pass(Duration.ofMinutes(1));
        assertThat(sweeps.last().blockOptional(LIMIT)).isPresent();
    }

    /** An orphan, and a proven object that vanishes. */
    private void mess() {
        prove();
        instances.bucket().put(PROVEN.key(), SomeLora.bytes());
        instances.happens(PROVEN.uploaded());
        instances.bucket().remove(PROVEN.key()).block(LIMIT);
        givenUp(ORPHAN);
        put(ORPHAN.key());
    }

    /** Its ticket has run out, so nobody has to be given time. */
    private void givenUp(SomeLora lora) {
        instances.happens(new LoraEvent.LoraUploadStarted(lora.id(), lora.workspace(), lora.expected(),
                instances.now()));
    }

    /** One that stays, so that not everything goes. */
    private void prove() {
        instances.bucket().put(KEPT.key(), SomeLora.bytes());
        instances.happens(KEPT.uploaded());
    }

    private static SweepReport last(Sweeps sweeps) {
        return sweeps.last().blockOptional(LIMIT).orElseThrow();
    }

    private void put(ObjectKey key) {
        instances.bucket().put(key, new byte[]{1});
    }

    private boolean isStored(ObjectKey key) {
        return instances.bucket().bytes(key).isPresent();
    }
}
