package dev.lorikeet.storage.mirror;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.Topic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Listens to generation-service. */
@Component
public final class WantsConsumer {
    private final Mirrors mirrors;

    public WantsConsumer(Delivery delivery, Mirrors mirrors) {
        this.mirrors = mirrors;
        delivery.consume(Topic.GENERATION_EVENTS, GenerationEvent.class, envelope -> apply(envelope.event()));
    }

    private Mono<?> apply(GenerationEvent event) {
        return switch (event) {
            case LoraWantedOnVolume(var lora, var _, var object, var place, var _) ->
                mirrors.want(lora, object, place);
            case GenerationEvent.OfVideo _,GenerationEvent.CatalogueCopyDiffers _ -> Mono.empty();
        };
    }
}
