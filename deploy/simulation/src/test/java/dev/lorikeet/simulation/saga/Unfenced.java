package dev.lorikeet.simulation.saga;

import java.util.List;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.event.WireRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log without fences: whoever has opened a publisher may use it for ever. */
final class Unfenced extends ForwardedEventLog {

    Unfenced(EventLog log) {
        super(log);
    }

    @Override
    protected Mono<Void> publish(Publisher publisher, List<WireRecord> records) {
        return Flux.fromIterable(records).concatMap(log::append).then();
    }
}
