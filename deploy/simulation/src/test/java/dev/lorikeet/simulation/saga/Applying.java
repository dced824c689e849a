package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log right in front of a service: tells when the service itself has come to an end with a record. */
record Applying(EventLog log, Observer observer) implements EventLog {

    @Override
    public Mono<Publisher> open(String name) {
        return log.open(name);
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return log.append(record);
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group,
                record -> handler.apply(record).doOnSuccess(_ -> observer.applied(group, record)));
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
