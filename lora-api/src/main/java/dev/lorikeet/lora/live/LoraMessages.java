package dev.lorikeet.lora.live;

import java.util.function.Function;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.http.live.LiveStreams.Message;
import reactor.core.publisher.Mono;

/** Changes of a list in words for browsers, each with what there is to see of its LoRA at the moment of sending. */
public final class LoraMessages {
    private LoraMessages() {}

    private record Shown(boolean success, Object lora) {}

    private record Gone(boolean success, LoraId id) {}

    /**
     * What is sent for a change.
     *
     * @param view of a LoRA; if that is nothing, the change is told as a removal
     */
    public static Mono<Message> of(LoraChange change, Function<LoraId, ? extends Mono<?>> view) {
        return switch (change) {
            case LoraChange.Added(var lora) -> shown("added", lora, view);
            case LoraChange.Changed(var lora) -> shown("changed", lora, view);
            case LoraChange.Removed(var lora) -> Mono.just(removed(lora));
        };
    }

    private static Mono<Message> shown(String event, LoraId lora, Function<LoraId, ? extends Mono<?>> view) {
        return view.apply(lora)
                .map(seen -> new Message(event, new Shown(true, seen)))
                .defaultIfEmpty(removed(lora));
    }

    private static Message removed(LoraId lora) {
        return new Message("removed", new Gone(true, lora));
    }
}
