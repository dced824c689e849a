package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where events go to and come from: Kafka, or its twin in memory. Failures of the log are {@link Unavailable}. */
public interface EventLog {

    /** Opens the only valid publisher of this name: whoever opened it before is fenced from now on. */
    Mono<Publisher> open(String name);

    /** Appends one record outside any fence; for dead letters, replays, and events that no state could be saved with. */
    Mono<Void> append(WireRecord record);

    /**
     * Delivers a topic to a group, one record at a time per partition, from where the group left off. A record whose
     * handler fails is delivered again, later, until it succeeds; giving up is the handler's decision.
     */
    Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler);

    /** Hands over what the topic holds now and the group has not had, then stops; how many those were. */
    Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler);

    /** Whether the topic holds, by now, something that the group has not had. */
    Mono<Boolean> isBehind(String topic, String group);

    /**
     * Reads a topic for one reader alone, without a group, each partition in order, through outages of the log and until
     * cancelled. A partition begins at its offset of {@code offsets}; one without begins at that point in time or a few
     * records earlier, and if it has nothing so new, at its end. What was not committed is not shown.
     */
    Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise);

    /** Sends in order and completes when the log has everything; after {@link Fenced} it is of no use any more. */
    interface Publisher {
        Mono<Void> publish(List<WireRecord> records);

        Mono<Void> close();
    }
}
