package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import dev.lorikeet.event.WireRecord;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A log that fails by a seeded chance, before or after the records are in it, and sometimes stalls for long. */
public final class FaultyEventLog extends ForwardedEventLog {
    private static final int LONGEST_STALL_SECONDS = 25;

    private final Random chance;
    private final double rate;
    private final Scheduler scheduler;
    private boolean healed;

    public FaultyEventLog(EventLog log, Random chance, double rate, Scheduler scheduler) {
        super(log);
        this.chance = chance;
        this.rate = rate;
        this.scheduler = scheduler;
    }

    public void heal() {
        healed = true;
    }

    @Override
    public Mono<Publisher> open(String name) {
        return faulty(super.open(name));
    }

    @Override
    protected Mono<Void> publish(Publisher publisher, List<WireRecord> records) {
        return faulty(publisher.publish(records));
    }

    private <T> Mono<T> faulty(Mono<T> operation) {
        return Mono.defer(() -> {
            if (strikes()) {
                return Mono.error(new Unavailable("failed before", new IllegalStateException()));
            }
            var stalled = strikes()
                    ? Mono.delay(Duration.ofSeconds(chance.nextInt(LONGEST_STALL_SECONDS)), scheduler).then(operation)
                    : operation;
            return strikes()
                    ? stalled.then(Mono.error(new Unavailable("answer lost", new IllegalStateException())))
                    : stalled;
        });
    }

    private boolean strikes() {
        return !healed && chance.nextDouble() < rate;
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return faulty(log.append(record));
    }

    @Override
    public Mono<Boolean> isBehind(String topic, String group) {
        return faulty(log.isBehind(topic, group));
    }
}
