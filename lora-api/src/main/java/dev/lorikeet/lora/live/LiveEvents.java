package dev.lorikeet.lora.live;

import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraId;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes as browsers read them. */
public final class LiveEvents {
    private LiveEvents() {}

    private record Shown(boolean success, Object lora) {}

    private record Gone(boolean success, LoraId id) {}

    private record Reload(boolean success) {}

    /**
     * Each change with what there is to see of its LoRA at the moment of sending. If that is nothing, it is told as a
     * removal; if it cannot be had now, the stream ends, and the client comes back for the same change.
     */
    public static Flux<ServerSentEvent<Object>> of(Flux<Change> changes, Function<LoraId, ? extends Mono<?>> view) {
        return changes.concatMap(change -> event(change, view)
                .map(Optional::of)
                .onErrorResume(Unavailable.class, _ -> Mono.just(Optional.empty())), 1)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static Mono<ServerSentEvent<Object>> event(Change change, Function<LoraId, ? extends Mono<?>> view) {
        return switch (change) {
            case Change.Added(var lora, var id) -> shown("added", lora, id, view);
            case Change.Changed(var lora, var id) -> shown("changed", lora, id, view);
            case Change.Removed(var lora, var id) -> Mono.just(removed(lora, id));
            case Change.Reset(var id) -> Mono.just(event("reset", id, new Reload(true)));
            case Change.Still(var id) ->
                Mono.just(ServerSentEvent.builder().id(id.text()).comment("still here").build());
        };
    }

    private static Mono<ServerSentEvent<Object>> shown(String name, LoraId lora, LastEventId id,
            Function<LoraId, ? extends Mono<?>> view) {
        return Mono.defer(() -> view.apply(lora))
                .map(seen -> event(name, id, new Shown(true, seen)))
                .defaultIfEmpty(removed(lora, id));
    }

    private static ServerSentEvent<Object> removed(LoraId lora, LastEventId id) {
        return event("removed", id, new Gone(true, lora));
    }

    private static ServerSentEvent<Object> event(String name, LastEventId id, Object data) {
        return ServerSentEvent.builder(data).id(id.text()).event(name).build();
    }
}
