package dev.lorikeet.lora.usage;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.CatalogueCopyDiffers;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationInputs.UsedLora;
import dev.lorikeet.event.Topic;
import dev.lorikeet.lora.catalogue.Shards;
import dev.lorikeet.lora.lifecycle.LoraCommand.Use;
import dev.lorikeet.lora.lifecycle.Loras;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts each generation once for each LoRA that it asks for, and hears when the copy of the catalogue differs. */
@Component
public final class GenerationEventsConsumer {
    private final Loras loras;
    private final Shards shards;

    public GenerationEventsConsumer(Delivery delivery, Loras loras, Shards shards) {
        this.loras = loras;
        this.shards = shards;
        delivery.consume(Topic.GENERATION_EVENTS, GenerationEvent.class,
                envelope -> apply(envelope.event(), envelope.sequence()));
    }

    private Mono<?> apply(GenerationEvent event, long sequence) {
        return switch (event) {
            case GenerationRequested(var generation, var _, var inputs) -> Flux.fromIterable(inputs.loras())
                    .map(UsedLora::lora)
                    .distinct()
                    .concatMap(lora -> loras.send(lora, new Use(generation, inputs.requestedAt())))
                    .then();
            case CatalogueCopyDiffers differs -> shards.repeat(differs, sequence);
            case GenerationEvent.OfVideo _,GenerationEvent.LoraWantedOnVolume _ -> Mono.empty();
        };
    }
}
