package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The twin of Kafka with one process's name on what it subscribes to. */
record OfProcess(InMemoryEventLog log, Object process, Scheduler own) implements EventLog {

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
        return log.subscribe(topic, group, process, own, handler);
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
