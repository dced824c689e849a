package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A log with something in front of it. */
public class ForwardedEventLog implements EventLog {
    protected final EventLog log;

    protected ForwardedEventLog(EventLog log) {
        this.log = log;
    }

    /** Lets through what somebody has to say. */
    protected Mono<Void> publish(Publisher publisher, List<WireRecord> records) {
        return publisher.publish(records);
    }

    @Override
    public Mono<Publisher> open(String name) {
        return log.open(name).map(publisher -> new Publisher() {
            @Override
            public Mono<Void> publish(List<WireRecord> records) {
                return ForwardedEventLog.this.publish(publisher, records);
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
