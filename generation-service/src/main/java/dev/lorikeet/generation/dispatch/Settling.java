package dev.lorikeet.generation.dispatch;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Open;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.GenerationCommand.Fail;
import dev.lorikeet.generation.job.GenerationRefusal;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.payload.Fallbacks;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sends a job a command and, if RunPod does not have it any more after that, gives its place to the next. */
@Component
public class Settling {
    private final Generations generations;
    private final Lanes lanes;
    private final DispatchLimits limits;
    private final InstantSource clock;
    private final JobMeters meters;
    private Consumer<String> placeIsFree = _ -> {};

    Settling(Generations generations, Lanes lanes, DispatchLimits limits, InstantSource clock, JobMeters meters) {
        this.generations = generations;
        this.lanes = lanes;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    void whenAPlaceIsFree(Consumer<String> endpoint) {
        placeIsFree = endpoint;
    }

    public Mono<Outcome<Generation, GenerationRefusal>> send(GenerationId id, GenerationCommand command) {
        return generations.send(id, command).flatMap(outcome -> after(outcome).thenReturn(outcome));
    }

    /** An attempt came to nothing; what that means is for the life cycle to decide. */
    Mono<Outcome<Generation, GenerationRefusal>> fail(Open state, int attempt, Failure failure) {
        var now = clock.instant();
        return send(state.job().id(), new Fail(attempt, failure, limits.attempts(), now.plus(limits.retryAfter()),
                now.plus(limits.queueTime()), otherwise(state, failure)));
    }

    private static Optional<GenerationCommand.Adjusted> otherwise(Open state, Failure failure) {
        return Fallbacks.adjust(state.job().used(), failure);
    }

    Mono<Void> after(Outcome<Generation, GenerationRefusal> outcome) {
        if (!(outcome instanceof Outcome.Done<Generation, GenerationRefusal>(Known known, var _, boolean changed))) {
            return Mono.empty();
        }
        if (changed) {
            meters.became(known);
        }
        if (!changed || Lanes.needsAPlace(known)) {
            return Mono.empty();
        }
        var endpoint = known.job().endpoint();
        return lanes.release(endpoint, known.job().id())
                .then(Mono.fromRunnable(() -> placeIsFree.accept(endpoint)));
    }
}
