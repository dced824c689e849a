package dev.lorikeet.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A log that does what Kafka never should with the catalogue: it loses what is written, and what is read, repeats it, and mixes it up. */
final class LossyEventLog extends ForwardedEventLog {
    private static final String CATALOGUE = Topic.LORA_CATALOGUE.topicName();

    private final Random chance;
    private final List<WireRecord> heldBack = new ArrayList<>();
    private double rate;

    LossyEventLog(EventLog log, Random chance, double rate) {
        super(log);
        this.chance = chance;
        this.rate = rate;
    }

    void heal() {
        rate = 0;
    }

    private boolean strikes(WireRecord record) {
        return record.topic().equals(CATALOGUE) && chance.nextDouble() < rate;
    }

    @Override
    protected Mono<Void> publish(Publisher publisher, List<WireRecord> records) {
        return publisher.publish(records.stream().filter(record -> !strikes(record)).toList());
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        return log.subscribe(topic, group, record -> Flux.fromIterable(arriving(record)).concatMap(handler).then());
    }

    /** None, one, or many, and older ones after it. */
    private List<WireRecord> arriving(WireRecord record) {
        if (!strikes(record)) {
            return List.of(record);
        }
        heldBack.add(record);
        return switch (chance.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(record, record);
            default -> List.copyOf(heldBack.reversed());
        };
    }
}
