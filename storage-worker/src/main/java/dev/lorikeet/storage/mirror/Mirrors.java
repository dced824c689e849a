package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.storage.mirror.Mirror.Copied;
import dev.lorikeet.storage.mirror.Mirror.Gone;
import dev.lorikeet.storage.mirror.Mirror.None;
import dev.lorikeet.storage.mirror.Mirror.Refused;
import dev.lorikeet.storage.mirror.Mirror.Removed;
import dev.lorikeet.storage.mirror.Mirror.Unwanted;
import dev.lorikeet.storage.mirror.Mirror.Wanted;
import dev.lorikeet.storage.mirror.MirrorLifeCycle.Command;
import dev.lorikeet.storage.mirror.MirrorLifeCycle.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of a copy: a job needs a LoRA on a network volume, so it is noted that it is wanted there; one instance copies
 * it within a lease and announces that it lies there, or why it cannot. Some minutes later somebody looks once more. When
 * the LoRA goes, so does the copy. An outage is no answer: as long as a volume cannot be reached, the copy stays due.
 */
@Component
public class Mirrors {
    private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);
    private static final String LORA = "lora";
    private static final int PAGE = 1_000;

    private static final AggregateType<Mirror> TYPE = AggregateType.of("mirrors", Mirror.class, (Mirror) new None())
            .listedBy(Mirrors::listed)
            .indexedBy(LORA)
            .dueAt(Mirrors::dueAt);

    private final AggregateStore<Mirror, Refusal> mirrors;
    private final Volumes volumes;
    private final Copying copying;
    private final MirrorSettings settings;
    private final MirrorMeters meters;
    private final InstantSource clock;

    public Mirrors(Delivery delivery, Volumes volumes, Copying copying, MirrorSettings settings, MirrorMeters meters,
            InstantSource clock) {
        this.mirrors = delivery.aggregate(TYPE);
        this.volumes = volumes;
        this.copying = copying;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        delivery.work(TYPE, settings.parallel(), this::work);
    }

    private static Map<String, Object> listed(Mirror mirror) {
        return switch (mirror) {
            case Wanted wanted -> Map.of(LORA, wanted.lora().value());
            case Copied copied -> Map.of(LORA, copied.lora().value());
            case Refused refused -> Map.of(LORA, refused.lora().value());
            case None _,Unwanted _,Removed _,Gone _ -> Map.of();
        };
    }

    private static Optional<Instant> dueAt(Mirror mirror) {
        return switch (mirror) {
            case Wanted wanted -> Optional.of(wanted.since());
            case Copied copied -> Optional.ofNullable(copied.lookAgain());
            case Unwanted unwanted -> Optional.of(unwanted.since());
            case Removed removed -> Optional.of(removed.lookAgain());
            case None _,Refused _,Gone _ -> Optional.empty();
        };
    }

    public Mono<?> want(LoraId lora, StoredObject object, VolumePlace place) {
        return send(place.copyOf(lora), new Command.Want(lora, object, place));
    }

    /** The LoRA's object is going to be removed, and its copies with it. */
    public Mono<Void> forsake(LoraId lora) {
        return mirrors.listings(LORA, lora.value(), "", PAGE)
                .concatMap(copy -> send(copy.id(), new Command.Forsake()))
                .then();
    }

    private Mono<?> work(WorkItem<Mirror> item) {
        return switch (item.state()) {
            case Wanted wanted -> volumes.find(wanted.place().volume())
                    .<Mono<?>>map(volume -> copy(item, wanted, volume))
                    .orElseGet(() -> send(item.id(), new Command.Refuse(Reasons.unknown(wanted.place()))));
            case Copied copied -> lookAgain(item.id(), copied);
            case Unwanted(var _, var place, var _) -> empty(place).then(Mono.defer(() -> send(item.id(),
                    new Command.Remove(clock.instant().plus(settings.lookAgainAfter())))));
            case Removed(var _, var place, var _) -> empty(place).then(send(item.id(), new Command.Close()));
            case None _,Refused _,Gone _ -> Mono.empty();
        };
    }

    private Mono<?> copy(WorkItem<Mirror> item, Wanted wanted, Volume volume) {
        var place = wanted.place();
        var began = clock.instant();
        var patience = settings.completeTime(wanted.object().size(), 1);
        return copying.copy(wanted.object(), place.path(), volume, began.isBefore(wanted.since().plus(patience)))
                .doOnNext(end -> meters.ended(place.volume().value(), end, Duration.between(began, clock.instant())))
                .flatMap(end -> switch (end) {
                    case COPIED, FOUND ->
                        send(item.id(), new Command.Keep(clock.instant().plus(settings.lookAgainAfter())));
                    case SOURCE_CHANGED -> empty(place).then(refuse(item.id(), Reasons.SOURCE_CHANGED));
                    case OCCUPIED -> refuse(item.id(), Reasons.occupied(place));
                });
    }

    private Mono<?> lookAgain(String id, Copied copied) {
        var place = copied.place();
        return Mono.justOrEmpty(volumes.find(place.volume()))
                .flatMap(volume -> Copying.look(volume, place.path()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> {
                    if (found.isPresent() && found.get() == copied.object().size()) {
                        return send(id, new Command.Settle());
                    }
                    LOG.warn("{} is on the volume {} no more, and is copied again", place.path().value(),
                            place.volume().value());
                    meters.lost(place.volume().value());
                    return send(id, new Command.Lose());
                });
    }

    /** On a volume that is not ours any more there is nothing we could remove. */
    private Mono<Void> empty(VolumePlace place) {
        return Mono.justOrEmpty(volumes.find(place.volume()))
                .flatMap(volume -> volume.uploads(place.path())
                        .concatMap(upload -> volume.abort(place.path(), upload))
                        .then(volume.remove(place.path())));
    }

    private Mono<?> refuse(String id, Reason reason) {
        return Mono.defer(() -> send(id, new Command.Refuse(reason)));
    }

    private Mono<?> send(String id, Command command) {
        return mirrors.change(id, state -> MirrorLifeCycle.decide(state, command, clock.instant()));
    }
}
