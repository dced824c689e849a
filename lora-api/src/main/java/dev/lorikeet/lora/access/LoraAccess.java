package dev.lorikeet.lora.access;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.web.ProblemType;
import dev.lorikeet.lora.web.Refused;
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
                .switchIfEmpty(Mono.error(() -> Refused.because(ProblemType.NOT_FOUND)))
                .doOnNext(known -> caller.demand(known.identity().workspace(), least));
    }
}
