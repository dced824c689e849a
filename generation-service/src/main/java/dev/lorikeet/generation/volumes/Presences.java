package dev.lorikeet.generation.volumes;

import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.OfCopy;
import dev.lorikeet.event.VolumeId;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.VolumeFile;
import dev.lorikeet.generation.volumes.Arrival.AllThere;
import dev.lorikeet.generation.volumes.Arrival.Impossible;
import dev.lorikeet.generation.volumes.Arrival.OnTheWay;
import dev.lorikeet.generation.volumes.Presence.None;
import dev.lorikeet.generation.volumes.Presence.Present;
import dev.lorikeet.generation.volumes.Presence.Refused;
import dev.lorikeet.generation.volumes.Presence.Wanted;
import dev.lorikeet.generation.volumes.PresenceLifeCycle.Command;
import dev.lorikeet.generation.volumes.PresenceLifeCycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps jobs from workers that would not find their LoRAs. RunPod gives a job to a worker with any of the endpoint's
 * volumes, so every LoRA has to be on each of them; what is not there is wanted, and storage-worker says what comes of it.
 */
@Component
public class Presences {
    private static final AggregateType<Presence> TYPE = AggregateType.of("presences", Presence.class,
            (Presence) new None(0));

    private final AggregateStore<Presence, Refusal> presences;
    private final VolumeLimits limits;
    private final InstantSource clock;

    public Presences(Delivery delivery, VolumeLimits limits, InstantSource clock) {
        this.presences = delivery.aggregate(TYPE);
        this.limits = limits;
        this.clock = clock;
    }

    /** Asks for whatever is missing, so the next look may find it. */
    public Mono<Arrival> arrival(List<ChosenLora> loras, WorkspaceId workspace, Worker worker) {
        return Flux.fromIterable(loras)
                .concatMap(lora -> Flux.fromIterable(worker.volumes())
                        .concatMap(volume -> arrival(lora, workspace, place(lora, worker, volume))))
                .reduce((Arrival) new AllThere(), Presences::worse);
    }

    private static VolumePlace place(ChosenLora lora, Worker worker, String volume) {
        return new VolumePlace(new VolumeId(volume),
                new ObjectKey(worker.volumeRoot() + "/" + VolumeFile.nameOf(lora)));
    }

    private Mono<Arrival> arrival(ChosenLora lora, WorkspaceId workspace, VolumePlace place) {
        var want = new Command.Want(lora.lora(), workspace, lora.object(), place, limits);
        return send(place.copyOf(lora.lora()), want).map(outcome -> switch (outcome) {
            case Outcome.Done<Presence, Refusal>(var presence, var _, var _) -> told(presence, lora, place);
            case Outcome.Refused<Presence, Refusal>(var reason) -> throw new IllegalStateException(reason.toString());
        });
    }

    private Arrival told(Presence presence, ChosenLora lora, VolumePlace place) {
        var volume = place.volume().value();
        return switch (presence) {
            case Present _ -> new AllThere();
            case None _,Wanted _ -> new OnTheWay(limits.lookAgain(),
                    lora.name() + " is being copied to the network volume " + volume + ".");
            case Refused(var reason, var _, var _) -> new Impossible(
                    lora.name() + " cannot be copied to the network volume " + volume + ". " + reason.message());
        };
    }

    private static Arrival worse(Arrival one, Arrival other) {
        return switch (one) {
            case Impossible _ -> one;
            case OnTheWay _ -> other instanceof Impossible ? other : one;
            case AllThere _ -> other;
        };
    }

    Mono<?> hear(OfCopy event, long sequence) {
        return send(event.subject(), new Command.Hear(event, sequence));
    }

    private Mono<Outcome<Presence, Refusal>> send(String copy, Command command) {
        return presences.change(copy, state -> PresenceLifeCycle.decide(state, command, clock.instant()));
    }
}
