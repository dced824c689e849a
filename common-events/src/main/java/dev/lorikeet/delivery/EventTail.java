package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What one instance follows of a topic for itself. Nothing is parked and nothing tried again: a group does that. */
final class EventTail<E extends DomainEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);

    private final Topic topic;
    private final Class<E> family;
    private final Duration past;
    private final Consumer<Tailed<EventEnvelope<E>>> listener;
    private final EventCodec codec;
    private final DeliveryMeters meters;

    EventTail(Topic topic, Class<E> family, Duration past, Consumer<Tailed<EventEnvelope<E>>> listener,
            EventCodec codec, DeliveryMeters meters) {
        this.topic = topic;
        this.family = family;
        this.past = past;
        this.listener = listener;
        this.codec = codec;
        this.meters = meters;
    }

    Disposable start(EventLog log, InstantSource clock) {
        return log.tail(topic.topicName(), Map.of(), clock.instant().minus(past))
                .subscribe(this::receive, failure -> LOG.error("{} is no longer followed", topic, failure));
    }

    /** The same for a reader that asks for what it can take. */
    Flux<Tailed<EventEnvelope<E>>> read(EventLog log, Map<Integer, Long> offsets) {
        return log.tail(topic.topicName(), offsets, Instant.EPOCH).mapNotNull(tailed -> switch (tailed) {
            case Tailed.Began<WireRecord>(var positions) -> new Tailed.Began<>(positions);
            case Tailed.Item<WireRecord>(var partition, var offset, var record) -> item(partition, offset, record);
            case Tailed.CaughtUp<WireRecord>() -> new Tailed.CaughtUp<>();
        });
    }

    private Tailed.@Nullable Item<EventEnvelope<E>> item(int partition, long offset, WireRecord record) {
        return switch (codec.decode(record)) {
            case Decoded.Known(var envelope) when family.isInstance(envelope.event()) ->
                new Tailed.Item<>(partition, offset, cast(envelope));
            case Decoded.Unknown _ -> skipped("unknown");
            case Decoded.Known _,Decoded.Malformed _ -> skipped("malformed");
        };
    }

    private Tailed.@Nullable Item<EventEnvelope<E>> skipped(String why) {
        meters.tailed(topic.topicName(), why);
        return null;
    }

    private void receive(Tailed<WireRecord> tailed) {
        switch (tailed) {
            case Tailed.Began<WireRecord>(var positions) -> hand(new Tailed.Began<>(positions));
            case Tailed.Item<WireRecord>(var partition, var offset, var record) -> read(partition, offset, record);
            case Tailed.CaughtUp<WireRecord>() -> hand(new Tailed.CaughtUp<>());
        }
    }

    private void read(int partition, long offset, WireRecord record) {
        switch (codec.decode(record)) {
            case Decoded.Known(var envelope) when family.isInstance(envelope.event()) -> {
                if (hand(new Tailed.Item<>(partition, offset, cast(envelope)))) {
                    meters.tailed(topic.topicName(), "applied");
                }
            }
            case Decoded.Unknown _ -> meters.tailed(topic.topicName(), "unknown");
            case Decoded.Known _,Decoded.Malformed _ -> meters.tailed(topic.topicName(), "malformed");
        }
    }

    /** Whether the listener took it; one that it cannot take must not cost it those that follow. */
    private boolean hand(Tailed<EventEnvelope<E>> tailed) {
        try {
            listener.accept(tailed);
            return true;
        } catch (RuntimeException failure) {
            meters.tailed(topic.topicName(), "failed");
            LOG.error("A listener of {} failed", topic.topicName(), failure);
            return false;
        }
    }

    @SuppressWarnings("unchecked") // checked by the caller: the event is of the family
    private EventEnvelope<E> cast(EventEnvelope<?> envelope) {
        return (EventEnvelope<E>) envelope;
    }
}
