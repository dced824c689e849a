package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log, but for what a mutant does with what it is given to publish, and with handlers. */
record WrongLog(EventLog log, UnaryOperator<List<WireRecord>> publishing,
        UnaryOperator<Function<WireRecord, Mono<Void>>> handling) implements EventLog {

    @Override
    public Mono<Publisher> open(String name) {
        return log.open(name).map(publisher -> new Publisher() {
            @Override
            public Mono<Void> publish(List<WireRecord> records) {
                return publisher.publish(publishing.apply(records));
            }

            @Override
            public Mono<Void> close() {
                return publisher.close();
            }
        });
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return log.append(record);
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group, handling.apply(handler));
    }

    @Override
    public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
        return log.drain(topic, group, limit, handler);
    }

    @Override
    public Mono<Boolean> isBehind(String topic, String group) {
        return log.isBehind(topic, group);
    }

    @Override
    public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        return log.tail(topic, offsets, otherwise);
    }
}
