package dev.lorikeet.delivery;

import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The twin of Kafka with one process's name on what it subscribes to. */
final class OfProcess extends ForwardedEventLog {
    private final InMemoryEventLog twin;
    private final Object process;
    private final Scheduler own;

    OfProcess(InMemoryEventLog twin, Object process, Scheduler own) {
        super(twin);
        this.twin = twin;
        this.process = process;
        this.own = own;
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return twin.subscribe(topic, group, process, own, handler);
    }
}
