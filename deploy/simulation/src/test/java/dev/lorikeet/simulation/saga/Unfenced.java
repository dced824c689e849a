package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log without fences: whoever has opened a publisher may use it for ever. */
record Unfenced(EventLog log) implements EventLog {

    @Override
    public Mono<Publisher> open(String name) {
        return log.open(name).map(publisher -> new Publisher() {
            @Override
            public Mono<Void> publish(List<WireRecord> records) {
                return Flux.fromIterable(records).concatMap(log::append).then();
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
        return log.subscribe(topic, group, handler);
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
