package dev.lorikeet.http.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes as browsers read them: so many streams of one person at a time, none longer than their token lasts. */
public final class LiveStreams {
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Longer than any connection, and as much as a timer takes of what an issuer may write. */
    private static final Duration AGES = Duration.ofDays(365);

    private final int mostPerPerson;
    private final InstantSource clock;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    LiveStreams(LiveSettings settings, InstantSource clock) {
        this.mostPerPerson = settings.mostPerPerson();
        this.clock = clock;
    }

    /**
     * What goes over the wire for one change.
     *
     * @param data as JSON
     */
    public record Message(String event, Object data) {}

    private record Reload(boolean success) {}

    /** As {@link #events}, for this person, whose token must not run out meanwhile. */
    public <T> Flux<ServerSentEvent<Object>> send(Caller caller, Flux<Change<T>> changes,
            Function<T, Mono<Message>> message) {
        return Flux.using(() -> enter(caller.subject()), _ -> events(changes, message), this::leave)
                .takeUntilOther(endOf(caller));
    }

    /**
     * Each change with what there is to say of it at the moment of sending. If that cannot be had now, the stream ends,
     * and the client comes back for the same change.
     */
    public static <T> Flux<ServerSentEvent<Object>> events(Flux<Change<T>> changes,
            Function<T, Mono<Message>> message) {
        return changes.concatMap(change -> event(change, message)
                .map(Optional::of)
                .onErrorResume(Unavailable.class, _ -> Mono.just(Optional.empty())), 1)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static <T> Mono<ServerSentEvent<Object>> event(Change<T> change, Function<T, Mono<Message>> message) {
        return switch (change) {
            case Change.Told<T>(var what, var id) -> Mono.defer(() -> message.apply(what)).map(told -> event(id, told));
            case Change.Reset<T>(var id) -> Mono.just(event(id, new Message("reset", new Reload(true))));
            case Change.Still<T>(var id) ->
                Mono.just(ServerSentEvent.builder().id(id.text()).comment("still here").build());
        };
    }

    private static ServerSentEvent<Object> event(LastEventId id, Message message) {
        return ServerSentEvent.builder(message.data()).id(id.text()).event(message.event()).build();
    }

    /** Nobody watches longer than their token lasts; the client comes back with a new one. */
    private Mono<Long> endOf(Caller caller) {
        var now = clock.instant();
        return caller.until().isAfter(now.plus(AGES))
                ? Mono.never()
                : Mono.delay(Duration.between(now, caller.until()));
    }

    private String enter(String person) {
        if (open.merge(person, 1, Integer::sum) > mostPerPerson) {
            leave(person);
            throw Refused.later(CommonProblem.TOO_MANY_REQUESTS, SOON, null);
        }
        return person;
    }

    private void leave(String person) {
        open.computeIfPresent(person, (_, streams) -> streams > 1 ? streams - 1 : null);
    }
}
