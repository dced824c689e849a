package dev.lorikeet.simulation.saga;

import java.util.function.Function;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The log right in front of a service: tells when the service itself has come to an end with a record. */
final class Applying extends ForwardedEventLog {
    private final Observer observer;

    Applying(EventLog log, Observer observer) {
        super(log);
        this.observer = observer;
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group,
                record -> handler.apply(record).doOnSuccess(_ -> observer.applied(group, record)));
    }
}
