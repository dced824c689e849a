package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.Fenced;
import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log as one process reaches it. */
record SteppedLog(EventLog log, Steps steps) implements EventLog {

    @Override
    public Mono<Publisher> open(String name) {
        return steps.step("log.open", log.open(name)).map(publisher -> new Publisher() {
            @Override
            public Mono<Void> publish(List<WireRecord> records) {
                return steps.step("log.publish", publisher.publish(records))
                        .doOnError(Fenced.class, _ -> steps.saw("a zombie's relay was fenced"));
            }

            @Override
            public Mono<Void> close() {
                return publisher.close();
            }
        });
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return steps.step("log.append", log.append(record));
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group, record -> steps.step("log.deliver", Mono.just(record)).flatMap(handler));
    }

    @Override
    public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
        return log.drain(topic, group, limit, handler);
    }

    @Override
    public Mono<Boolean> isBehind(String topic, String group) {
        return steps.step("log.isBehind", log.isBehind(topic, group));
    }

    @Override
    public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        return log.tail(topic, offsets, otherwise);
    }
}
