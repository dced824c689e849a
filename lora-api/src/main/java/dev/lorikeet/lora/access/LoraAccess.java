package dev.lorikeet.lora.access;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opens a LoRA for those who may see it. To all others it does not exist, whether it does or not. */
@Component
public class LoraAccess {
    private final Loras loras;

    public LoraAccess(Loras loras) {
        this.loras = loras;
    }

    public Mono<Lora.Known> open(Caller caller, LoraId lora, Role least) {
        return loras.find(lora)
                .map(Versioned::state)
                .ofType(Lora.Known.class)
                .filter(known -> caller.roleIn(known.identity().workspace()).isPresent())
                .switchIfEmpty(Mono.error(() -> Refused.because(CommonProblem.NOT_FOUND)))
                .doOnNext(known -> caller.demand(known.identity().workspace(), least));
    }
}
