package dev.lorikeet.lora.usage;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationInputs.UsedLora;
import dev.lorikeet.event.Topic;
import dev.lorikeet.lora.lifecycle.LoraCommand.Use;
import dev.lorikeet.lora.lifecycle.Loras;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts each generation once for each LoRA that it asks for. */
@Component
public final class GenerationEventsConsumer {
    private final Loras loras;

    public GenerationEventsConsumer(Delivery delivery, Loras loras) {
        this.loras = loras;
        delivery.consume(Topic.GENERATION_EVENTS, GenerationEvent.class, envelope -> apply(envelope.event()));
    }

    private Mono<?> apply(GenerationEvent event) {
        return event instanceof GenerationRequested(var generation, var _, var inputs)
                ? Flux.fromIterable(inputs.loras())
                        .map(UsedLora::lora)
                        .distinct()
                        .concatMap(lora -> loras.send(lora, new Use(generation, inputs.requestedAt())))
                        .then()
                : Mono.empty();
    }
}
