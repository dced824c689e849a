package dev.lorikeet.simulation.saga;

import java.util.List;
import java.util.function.Function;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.Fenced;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The log as one process reaches it. */
final class SteppedLog extends ForwardedEventLog {
    private final Steps steps;

    SteppedLog(EventLog log, Steps steps) {
        super(log);
        this.steps = steps;
    }

    @Override
    public Mono<Publisher> open(String name) {
        return steps.step("log.open", super.open(name));
    }

    @Override
    protected Mono<Void> publish(Publisher publisher, List<WireRecord> records) {
        return steps.step("log.publish", publisher.publish(records))
                .doOnError(Fenced.class, _ -> steps.saw("a zombie's relay was fenced"));
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
    public Mono<Boolean> isBehind(String topic, String group) {
        return steps.step("log.isBehind", log.isBehind(topic, group));
    }
}
