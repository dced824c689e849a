package dev.lorikeet.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.sweep.SweepReport;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.verification.SomeLora;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static dev.lorikeet.storage.Instances.LIMIT;
import static dev.lorikeet.storage.Instances.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** What a sweep takes for a thing that nobody wants; on twins of the engines, at noon and hours later. */
final class BucketTest {
    private static final SomeLora LORA = SomeLora.of("20260304/12", "a");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Duration GRACE = Duration.ofHours(2);

    private final Instances instances = new Instances();
    private Sweeps sweeps;

    @BeforeEach
    void start() {
        sweeps = instances.start("one").worker().sweeps();
    }

    @Test
    void removesAnObjectThatNobodyClaims() {
        put(LORA.key());
        instances.skip(Duration.ofHours(4));
        assertStays(LORA.key());
        assertGoes(LORA.key());
        assertThat(sweep().orphans()).isZero();
    }

    @Test
    void leavesWhatHasJustBeenPutThere() {
        instances.skip(Duration.ofHours(4));
        put(LORA.key());
        instances.skip(GRACE.minusMinutes(1));
        assertStays(LORA.key());
        instances.skip(Duration.ofMinutes(2));
        assertGoes(LORA.key());
    }

    /** A ticket of this hour may still be on its way to us. */
    @Test
    void leavesWhatBelongsToAnHourThatEndedJustNow() {
        put(LORA.key());
        instances.skip(Duration.ofHours(1).plus(GRACE).minusMinutes(1));
        assertStays(LORA.key());
        instances.skip(Duration.ofMinutes(2));
        assertGoes(LORA.key());
    }

    @Test
    void leavesTheObjectOfAnOpenTicket() {
        ticket(LORA.expected(), NOON.plus(Duration.ofDays(1)));
        put(LORA.key());
        instances.skip(Duration.ofDays(1).plus(GRACE).minusMinutes(1));
        assertStays(LORA.key());
    }

    @Test
    void givesUpATicketThatRanOutLongAgo() {
        ticket(LORA.expected(), NOON.plus(Duration.ofDays(1)));
        put(LORA.key());
        instances.skip(Duration.ofDays(1).plus(GRACE).plusMinutes(1));
        assertGoes(LORA.key());
        // Whoever completes that upload all the same hears at once that there is nothing any more.
        instances.happens(LORA.uploaded());
        assertThat(instances.announced()).containsExactly(new ObjectMissing(LORA.id(), LORA.key()));
    }

    @Test
    void leavesAProvenObjectAndItsThumbnailHoweverOld() {
        prove();
        put(Keys.thumbnail(LORA.key()));
        instances.skip(Duration.ofDays(100));
        assertStays(LORA.key());
        assertThat(isStored(Keys.thumbnail(LORA.key()))).isTrue();
    }

    @Test
    void removesAnotherObjectOfALoraThatHasItsOwn() {
        prove();
        var other = new ObjectKey(LORA.key().value() + ".bak");
        put(other);
        instances.skip(Duration.ofHours(4));
        assertGoes(other);
        assertThat(isStored(LORA.key())).isTrue();
    }

    @Test
    void removesAThumbnailWithoutALora() {
        var thumbnail = Keys.thumbnail(LORA.key());
        put(thumbnail);
        instances.skip(Duration.ofHours(4));
        assertGoes(thumbnail);
    }

    /** Whatever is older than every LoRA. */
    @Test
    void removesAThumbnailThatOutlivedAllLoras() {
        var thumbnail = Keys.thumbnail(LORA.key());
        put(thumbnail);
        instances.skip(Duration.ofDays(30));
        assertGoes(thumbnail);
    }

    @Test
    void neverTouchesWhatIsNotOurs() {
        var foreign = new String[]{"loras/readme.txt", "loras/20260304/99/demo/a/a.safetensors",
                "loras/20260304/12/demo/a/b/c.safetensors", "loras/20260304/12/de.mo/a/c", "videos/demo/a.mp4",
                "loras/20260231/12/demo/a/c", "loras/00010101/00/demo/a/c",
                "backup/loras/20260304/12/demo/a/a.safetensors", "thumbnails/x.png", "loras/20260304/x"};
        for (var key : foreign) {
            put(new ObjectKey(key));
        }
        put(LORA.key());
        instances.skip(Duration.ofDays(2));
        assertThat(sweep().foreign()).isEqualTo(4);
        assertThat(foreign).allSatisfy(key -> assertThat(isStored(new ObjectKey(key))).isTrue());
    }

    /** Somebody's clock is wrong, or somebody else uses our way of naming things. */
    @Test
    void looksAtEverythingElseWhereAKeyIsOfAnotherAge() {
        put(new ObjectKey("loras/20990101/00/demo/z/z.safetensors"));
        assertThat(sweep().refusal()).isNull();
        put(LORA.key());
        instances.skip(Duration.ofHours(4));
        assertGoes(LORA.key());
    }

    @Test
    void abortsAMultipartUploadThatNobodyGoesOnWith() {
        var upload = instances.bucket().begin(LORA.key());
        instances.skip(Duration.ofHours(4));
        assertThat(sweep().uploads()).isEqualTo(1);
        assertThat(instances.bucket().isOpen(LORA.key(), upload)).isFalse();
    }

    @Test
    void leavesAMultipartUploadThatIsAwaited() {
        var upload = instances.bucket().begin(LORA.key());
        var forgotten = instances.bucket().begin(LORA.key());
        ticket(new ExpectedObject(LORA.key(), "a.safetensors", 100, upload, null), ONE.plus(Duration.ofDays(1)));
        instances.skip(Duration.ofHours(4));
        assertThat(sweep().uploads()).isEqualTo(1);
        assertThat(instances.bucket().isOpen(LORA.key(), upload)).isTrue();
        assertThat(instances.bucket().isOpen(LORA.key(), forgotten)).isFalse();
        instances.skip(Duration.ofDays(2));
        assertThat(sweep().uploads()).isEqualTo(1);
        assertThat(instances.bucket().isOpen(LORA.key(), upload)).isFalse();
    }

    @Test
    void leavesAMultipartUploadThatHasJustBegun() {
        var upload = instances.bucket().begin(LORA.key());
        instances.skip(GRACE);
        assertThat(sweep().uploads()).isZero();
        assertThat(instances.bucket().isOpen(LORA.key(), upload)).isTrue();
    }

    @Test
    void announcesAProvenObjectThatHasVanishedOnce() {
        prove();
        instances.bucket().remove(LORA.key()).block(LIMIT);
        instances.skip(Duration.ofHours(4));
        assertThat(sweep().vanished()).isEqualTo(1);
        assertThat(sweep().vanished()).isZero();
        instances.skip(Duration.ofSeconds(1));
        assertThat(instances.announced(ObjectMissing.class)).containsExactly(
                new ObjectMissing(LORA.id(), LORA.key()));
    }

    /** What lora-api said may have been held up for hours. */
    @Test
    void leavesADoubtedObjectWhoseUploadIsHeardOfAtLast() {
        instances.bucket().put(LORA.key(), SomeLora.bytes());
        instances.skip(Duration.ofHours(4));
        assertStays(LORA.key());
        instances.happens(LORA.uploaded());
        instances.skip(Duration.ofHours(4));
        assertStays(LORA.key());
        assertThat(instances.announced(ObjectVerified.class)).hasSize(1);
    }

    /** A backup, or the right bucket after the wrong one. */
    @Test
    void welcomesALostObjectThatComesBack() {
        prove();
        instances.bucket().remove(LORA.key()).block(LIMIT);
        instances.skip(Duration.ofHours(4));
        assertThat(sweep().vanished()).isEqualTo(1);
        instances.bucket().put(LORA.key(), SomeLora.bytes());
        instances.skip(Duration.ofHours(4));
        assertStays(LORA.key());
        instances.skip(Duration.ofHours(4));
        assertStays(LORA.key());
        assertThat(instances.announced(ObjectVerified.class)).hasSize(2);
    }

    /** A lock, or a policy that forbids it. */
    @Test
    void goesOnPastAnObjectThatCannotBeRemoved() {
        var locked = new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Mono<Void> remove(ObjectKey key) {
                return key.equals(LORA.key()) ? Mono.error(new Unavailable("locked", LIMIT)) : super.remove(key);
            }
        };
        sweeps = instances.start("two", locked, Map.of()).worker().sweeps();
        ticket(LORA.expected(), NOON);
        put(LORA.key());
        var other = Keys.thumbnail(SomeLora.of("20260304/12", "z").key());
        put(other);
        instances.skip(Duration.ofHours(4));
        var report = sweep();
        assertThat(report.stuck()).isEqualTo(1);
        assertThat(report.orphans()).isEqualTo(1);
        assertThat(isStored(other)).isFalse();
    }

    @Test
    void removesWhatASweepThatDiedHadTakenTheClaimFrom() {
        var dying = new ForwardedObjectStore(instances.bucket()) {
            @Override
            public Mono<Void> remove(ObjectKey key) {
                return key.equals(LORA.key()) ? Mono.never() : super.remove(key);
            }
        };
        var two = instances.start("two", dying, Map.of());
        ticket(LORA.expected(), NOON);
        put(LORA.key());
        instances.skip(Duration.ofHours(4));
        two.worker().sweeps().sweep(false, true, true).subscribe();
        two.die();
        // Without the claim, whoever completes that upload hears that there is nothing, although the object still lies there.
        instances.happens(LORA.uploaded());
        assertThat(instances.announced()).containsExactly(new ObjectMissing(LORA.id(), LORA.key()));
        assertThat(isStored(LORA.key())).isTrue();
        assertThat(sweep().orphans()).isEqualTo(1);
        assertThat(isStored(LORA.key())).isFalse();
    }

    /** A URL that was signed long ago, or a copy that came back from somewhere. */
    @Test
    void removesAnObjectThatReappearsAfterItsRemoval() {
        prove();
        instances.happens(LORA.discarded());
        assertThat(isStored(LORA.key())).isFalse();
        instances.skip(Duration.ofHours(4));
        put(LORA.key());
        instances.skip(Duration.ofHours(4));
        assertGoes(LORA.key());
    }

    private void prove() {
        instances.bucket().put(LORA.key(), SomeLora.bytes());
        instances.happens(LORA.uploaded());
    }

    private void ticket(ExpectedObject object, Instant until) {
        instances.happens(new LoraEvent.LoraUploadStarted(LORA.id(), LORA.workspace(), object, until));
    }

    private void assertStays(ObjectKey key) {
        assertThat(sweep().orphans()).isZero();
        assertThat(isStored(key)).isTrue();
    }

    /** What nobody has ever said anything of is doubted first, and goes when that lasts. */
    private void assertGoes(ObjectKey key) {
        long removed = sweep().orphans();
        instances.skip(GRACE.plusMinutes(1));
        assertThat(removed + sweep().orphans()).isEqualTo(1);
        assertThat(isStored(key)).isFalse();
    }

    private SweepReport sweep() {
        return sweeps.sweep(false, true, true).blockOptional(LIMIT).orElseThrow();
    }

    private void put(ObjectKey key) {
        instances.bucket().put(key, new byte[]{1});
    }

    private boolean isStored(ObjectKey key) {
        return instances.bucket().bytes(key).isPresent();
    }
}
