package dev.lorikeet.generation.history;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opens a job for those who may see it. To all others it does not exist, whether it does or not. */
@Component
public class JobAccess {
    private final Generations generations;

    JobAccess(Generations generations) {
        this.generations = generations;
    }

    public Mono<Known> open(Caller caller, GenerationId id, Role least) {
        return generations.find(id)
                .map(Versioned::state)
                .ofType(Known.class)
                .filter(known -> caller.roleIn(known.job().workspace()).isPresent())
                .switchIfEmpty(Mono.error(() -> Refused.because(CommonProblem.NOT_FOUND)))
                .doOnNext(known -> caller.demand(known.job().workspace(), least));
    }
}
