package dev.lorikeet.lora.usage;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.CatalogueCopyDiffers;
import dev.lorikeet.event.GenerationEvent.GenerationCancelled;
import dev.lorikeet.event.GenerationEvent.GenerationDispatched;
import dev.lorikeet.event.GenerationEvent.GenerationFailed;
import dev.lorikeet.event.GenerationEvent.GenerationProgressed;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationEvent.GenerationSucceeded;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.GenerationInputs;
import dev.lorikeet.event.GenerationInputs.UsedLora;
import dev.lorikeet.event.Topic;
import dev.lorikeet.lora.catalogue.Shards;
import dev.lorikeet.lora.lifecycle.LoraCommand;
import dev.lorikeet.lora.lifecycle.LoraCommand.Spare;
import dev.lorikeet.lora.lifecycle.LoraCommand.Use;
import dev.lorikeet.lora.lifecycle.Loras;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts each generation once for each LoRA that it needs until it is over, and hears when the copy of the catalogue differs. */
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
            case GenerationRequested(var generation, var _, var inputs) ->
                toEach(inputs, new Use(generation, inputs.requestedAt()));
            case GenerationSucceeded ended -> toEach(ended.inputs(), new Spare(ended.generation()));
            case GenerationFailed ended -> toEach(ended.inputs(), new Spare(ended.generation()));
            case GenerationCancelled ended -> toEach(ended.inputs(), new Spare(ended.generation()));
            case CatalogueCopyDiffers differs -> shards.repeat(differs, sequence);
            case GenerationDispatched _,GenerationProgressed _,LoraWantedOnVolume _ -> Mono.empty();
        };
    }

    private Mono<Void> toEach(GenerationInputs inputs, LoraCommand command) {
        return Flux.fromIterable(inputs.loras())
                .map(UsedLora::lora)
                .distinct()
                .concatMap(lora -> loras.send(lora, command))
                .then();
    }
}
