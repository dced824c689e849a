package dev.lorikeet.generation.dispatch;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Open;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.GenerationCommand.Adjusted;
import dev.lorikeet.generation.job.GenerationCommand.Fail;
import dev.lorikeet.generation.job.GenerationRefusal;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.models.Parameter.Text;
import dev.lorikeet.generation.payload.Fallbacks;
import dev.lorikeet.generation.payload.LoraFailure;
import dev.lorikeet.generation.payload.VolumeFile;
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
    private final Models models;
    private Consumer<String> placeIsFree = _ -> {};

    Settling(Generations generations, Lanes lanes, DispatchLimits limits, InstantSource clock, JobMeters meters,
            Models models) {
        this.models = models;
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

    /** What the person allowed to do about LoRAs that a worker could not use. */
    private Optional<Adjusted> otherwise(Open state, Failure failure) {
        var order = state.job().used();
        return loraFailure(order, failure)
                .flatMap(kind -> Fallbacks.adjust(order, kind, longestPrompt(order)))
                .map(adjusted -> new Adjusted(adjusted.order(), adjusted.adjustments()));
    }

    private static Optional<LoraFailure> loraFailure(Order order, Failure failure) {
        return switch (failure.code()) {
            case OUT_OF_MEMORY -> Optional.of(new LoraFailure.OutOfMemory());
            case LORA_MISSING -> Optional.of(new LoraFailure.Unusable(order.loras()
                    .stream()
                    .filter(lora -> failure.files().contains(lora.fileName())
                            || failure.files().contains(VolumeFile.nameOf(lora))
                            || failure.files().contains(lora.adapterName()))
                    .map(ChosenLora::lora)
                    .collect(Collectors.toSet())));
            default -> Optional.empty();
        };
    }

    private int longestPrompt(Order order) {
        return models.find(order.model())
                .flatMap(model -> model.parameter("prompt"))
                .map(prompt -> prompt instanceof Text text ? text.most() : 0)
                .orElse(0);
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
