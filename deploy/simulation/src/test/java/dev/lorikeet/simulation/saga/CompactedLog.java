package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.delivery.Tailed;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A log some of whose records are gone when somebody comes to read them; positions pass over where they were. */
final class CompactedLog extends ForwardedEventLog {
    private final Predicate<WireRecord> gone;

    CompactedLog(EventLog log, Predicate<WireRecord> gone) {
        super(log);
        this.gone = gone;
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group, record -> gone.test(record) ? Mono.empty() : handler.apply(record));
    }

    @Override
    public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        return log.tail(topic, offsets, otherwise)
                .filter(tailed -> !(tailed instanceof Tailed.Item<WireRecord> item && gone.test(item.value())));
    }
}
