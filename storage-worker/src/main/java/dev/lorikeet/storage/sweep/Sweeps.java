package dev.lorikeet.storage.sweep;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Topic;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.objects.ObjectStore.Listed;
import dev.lorikeet.storage.sweep.Sweep.Planned;
import dev.lorikeet.storage.sweep.SweepLifeCycle.Command;
import dev.lorikeet.storage.sweep.SweepLifeCycle.Refusal;
import dev.lorikeet.storage.verification.Verifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The story of a sweep: when one is due, an instance first makes sure that it sees the bucket as it is and knows all that
 * was said about it, and then goes through both: what nobody claims is removed, what nobody goes on with is aborted, and
 * what has vanished is announced. It ends with a report.
 */
@Component
public final class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
    private static final String ID = "bucket";
    /** A key that claims to be older is nobody's day to begin at. */
    private static final LocalDate BEFORE_US = LocalDate.of(2024, 1, 1);
    private static final String UNBELIEVABLE = "So many objects without a record, or records without an object, look"
            + " like a lost database or another bucket. Please look; POST {\"force\": true} to /actuator/sweep does it"
            + " all the same.";
    /** Where no ticket of ours ever puts anything. */
    private static final String PROBES = Keys.LORAS + "00000000/";
    private static final AggregateType<Sweep> TYPE = AggregateType
            .of("sweeps", Sweep.class, (Sweep) new Sweep.None())
            .dueAt(sweep -> sweep instanceof Planned planned ? Optional.of(planned.at()) : Optional.empty());

    private final AggregateStore<Sweep, Refusal> sweeps;
    private final Verifications verifications;
    private final ObjectStore objects;
    private final Delivery delivery;
    private final SweepLimits limits;
    private final SweepMeters meters;
    private final InstantSource clock;

    public Sweeps(Delivery delivery, Verifications verifications, ObjectStore objects, SweepLimits limits,
            SweepMeters meters, InstantSource clock) {
        this.sweeps = delivery.aggregate(TYPE);
        this.verifications = verifications;
        this.objects = objects;
        this.delivery = delivery;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        delivery.work(TYPE, 1, this::work);
    }

    /** The first is due at once; from there on each plans the next. Harmless to repeat. */
    public Mono<?> plan() {
        return send(new Command.Plan());
    }

    /** How the last one went. */
    public Mono<SweepReport> last() {
        return sweeps.find(ID)
                .mapNotNull(found -> found.state() instanceof Planned planned ? planned.last() : null);
    }

    private Mono<?> work(WorkItem<Sweep> item) {
        return item.state() instanceof Planned planned
                ? sweep(limits.dryRun(), !clock.instant().isBefore(planned.wholeAt()), false)
                        .flatMap(report -> send(new Command.Report(report)))
                : Mono.empty();
    }

    /**
     * At once, besides those that are planned. It first counts what it would do, and does it only if that can be believed.
     *
     * @param force whether to believe anything
     */
    public Mono<SweepReport> sweep(boolean dryRun, boolean whole, boolean force) {
        return Mono.defer(() -> {
            var nothing = SweepReport.empty(clock.instant(), true, whole);
            return refusal().map(nothing::refused)
                    .switchIfEmpty(
                            Mono.defer(() -> findings(nothing, counting(nothing)).reduce(nothing, SweepReport::plus)))
                    .flatMap(counted -> dryRun || counted.refusal() != null
                            ? Mono.just(counted)
                            : done(counted, force))
                    .doOnNext(meters::swept)
                    .doOnNext(report -> LOG.info("{}", report));
        });
    }

    private Mono<SweepReport> done(SweepReport counted, boolean force) {
        if (!force && !(limits.believes(counted.orphans(), counted.objects())
                && limits.believes(counted.vanished(), counted.objects()))) {
            return Mono.just(counted.inEarnest().refused(UNBELIEVABLE));
        }
        var nothing = SweepReport.empty(counted.startedAt(), false, counted.whole());
        var bucket = Bucket.doing(objects, verifications, limits, counted);
        return findings(nothing, bucket).reduce(nothing, SweepReport::plus);
    }

    private Bucket counting(SweepReport nothing) {
        return Bucket.counting(objects, verifications, limits, nothing.startedAt());
    }

    /** Why this is no time to judge the bucket. */
    private Mono<String> refusal() {
        return sees(PROBES + "00/probe/probe-" + clock.instant().toEpochMilli() + "/probe")
                .filter(seen -> !seen)
                .map(_ -> "The listing of the bucket does not show an object that has just been put there. Please look"
                        + " at the store; nothing is swept until it does.")
                .switchIfEmpty(delivery.isBehind(Topic.LORA_EVENTS)
                        .filter(behind -> behind)
                        .map(_ -> "Not all that was said about LoRAs has been read yet. The sweep waits until it is."));
    }

    private Mono<Boolean> sees(String probe) {
        var key = new ObjectKey(probe);
        return objects.put(key, "text/plain", new byte[]{1})
                // Those of instances that died meanwhile go as well.
                .thenMany(objects.list(PROBES).map(Listed::key))
                .collectList()
                .flatMap(seen -> Flux.fromIterable(seen)
                        .concatMap(one -> objects.remove(new ObjectKey(one)))
                        .then(objects.remove(key))
                        .thenReturn(seen.contains(probe)))
                .onErrorResume(failure -> objects.remove(key).onErrorComplete().then(Mono.error(failure)));
    }

    private Flux<Finding> findings(SweepReport sweep, Bucket bucket) {
        var today = LocalDate.ofInstant(sweep.startedAt(), ZoneOffset.UTC);
        var recent = today.minusDays(limits.recentDays());
        var from = sweep.whole() ? firstDay(recent) : Mono.just(recent);
        return from.flatMapMany(first -> Flux.fromStream(first.datesUntil(today.plusDays(1))))
                .concatMap(day -> bucket.day(day.format(DateTimeFormatter.BASIC_ISO_DATE)))
                .concatWith(bucket.uploads());
    }

    /** Of the oldest thing that is there, or should be there. */
    private Mono<LocalDate> firstDay(LocalDate recent) {
        return Flux.just(Keys.LORAS, Keys.THUMBNAILS)
                .concatMap(kind -> objects.list(kind).concatMap(Sweeps::day).next())
                .concatWith(verifications.firstDay())
                .map(day -> LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE))
                .filter(day -> day.isAfter(BEFORE_US))
                .reduce(recent, (one, other) -> one.isBefore(other) ? one : other);
    }

    private static Mono<String> day(Listed listed) {
        return Mono.justOrEmpty(Keys.owner(listed.key()).map(owner -> owner.hour().substring(0, "yyyyMMdd".length())));
    }

    private Mono<?> send(Command command) {
        return sweeps.change(ID, state -> SweepLifeCycle.decide(state, command, limits, clock.instant()));
    }
}
