package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A log that fails by a seeded chance, before or after the records are in it, and sometimes stalls for long. */
public final class FaultyEventLog implements EventLog {
    private static final int LONGEST_STALL_SECONDS = 25;

    private final EventLog log;
    private final Random chance;
    private final double rate;
    private final Scheduler scheduler;
    private boolean healed;

    public FaultyEventLog(EventLog log, Random chance, double rate, Scheduler scheduler) {
        this.log = log;
        this.chance = chance;
        this.rate = rate;
        this.scheduler = scheduler;
    }

    public void heal() {
        healed = true;
    }

    @Override
    public Mono<Publisher> open(String name) {
        return faulty(log.open(name)).map(publisher -> new Publisher() {
            @Override
            public Mono<Void> publish(List<WireRecord> records) {
                return faulty(publisher.publish(records));
            }

            @Override
            public Mono<Void> close() {
                return publisher.close();
            }
        });
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
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group, handler);
    }

    @Override
    public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        return log.tail(topic, offsets, otherwise);
    }

    @Override
    public Mono<Boolean> isBehind(String topic, String group) {
        return faulty(log.isBehind(topic, group));
    }

    @Override
    public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
        return log.drain(topic, group, limit, handler);
    }
}
