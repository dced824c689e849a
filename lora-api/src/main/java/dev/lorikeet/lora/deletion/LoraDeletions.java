package dev.lorikeet.lora.deletion;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.LoraCommand;
import dev.lorikeet.lora.lifecycle.LoraCommand.Discard;
import dev.lorikeet.lora.lifecycle.LoraCommand.Remove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Restore;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.web.LoraProblem;
import dev.lorikeet.lora.workspace.Workspaces;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of a deletion: the LoRA is hidden at once and can be brought back for a while; when that is over it is
 * discarded, storage-worker removes the object and says so, and only then its room is free and its record a tombstone.
 */
@Component
public class LoraDeletions {
    private final Loras loras;
    private final Workspaces workspaces;
    private final DeletionTimes times;
    private final InstantSource clock;

    public LoraDeletions(Loras loras, Workspaces workspaces, DeletionTimes times, InstantSource clock) {
        this.loras = loras;
        this.workspaces = workspaces;
        this.times = times;
        this.clock = clock;
    }

    /** Only what has its verdict; an upload is given up instead. */
    public Mono<Lora.Known> delete(LoraId lora) {
        return asked(lora, times.from(clock.instant()))
                .onErrorResume(LoraDeletions::isWrongState, failure -> loras.find(lora)
                        .flatMap(found -> Mono.justOrEmpty(wayOut(found.state())))
                        .flatMap(detail -> Mono.error(Refused.because(LoraProblem.WRONG_STATE, detail)))
                        .then(Mono.error(failure)));
    }

    private static boolean isWrongState(Throwable failure) {
        return failure instanceof Refused refused && refused.type() == LoraProblem.WRONG_STATE;
    }

    private static Optional<String> wayOut(Lora state) {
        return switch (state) {
            case Lora.Uploading(var identity, var _, var _, var _) -> Optional.of(giveUp(identity));
            case Lora.Verifying(var identity, var _, var _) -> Optional.of(giveUp(identity));
            default -> Optional.empty();
        };
    }

    private static String giveUp(Lora.Identity identity) {
        return "Its upload is not over. To give it up, send DELETE /api/lora/" + identity.lora().value() + "/upload.";
    }

    public Mono<Lora.Known> restore(LoraId lora) {
        return asked(lora, new Restore());
    }

    private Mono<Lora.Known> asked(LoraId lora, LoraCommand command) {
        return loras.send(lora, command).flatMap(Loras::known);
    }

    /** The time to undo is over. Refused if it was restored meanwhile, and that is the end of it. */
    public Mono<Void> discard(LoraId lora) {
        return loras.send(lora, new Discard()).then();
    }

    /** The object is gone. The room first: a tombstone would not know any more how much it was. */
    public Mono<Void> removed(LoraId lora, ObjectKey key) {
        return Mono.defer(() -> {
            var readAt = clock.instant();
            return loras.find(lora)
                    .flatMap(found -> found.state() instanceof Lora.Discarded(var was, var _)
                            && was.identity().expected().key().equals(key)
                                    ? release(was, readAt)
                                    : Mono.empty())
                    .then(loras.send(lora, new Remove(key)))
                    .then();
        });
    }

    private Mono<Void> release(Lora.Kept was, Instant readAt) {
        return switch (was) {
            case Lora.Ready ready -> workspaces.release(ready, readAt);
            case Lora.Missing(var ready, var _, var _) -> workspaces.release(ready, readAt);
            // It never had any.
            case Lora.Rejected _ -> Mono.empty();
        };
    }
}
