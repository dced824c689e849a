package dev.lorikeet.simulation.saga;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The log, but for what a mutant does with what it is given to publish, and with handlers. */
final class WrongLog extends ForwardedEventLog {
    private final UnaryOperator<List<WireRecord>> publishing;
    private final UnaryOperator<Function<WireRecord, Mono<Void>>> handling;

    WrongLog(EventLog log, UnaryOperator<List<WireRecord>> publishing,
            UnaryOperator<Function<WireRecord, Mono<Void>>> handling) {
        super(log);
        this.publishing = publishing;
        this.handling = handling;
    }

    @Override
    protected Mono<Void> publish(Publisher publisher, List<WireRecord> records) {
        return publisher.publish(publishing.apply(records));
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group, handling.apply(handler));
    }
}
