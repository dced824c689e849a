package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * What one group does with one topic. It decides whose turn it is when a record cannot be applied: the sender's (parked
 * at once), somebody we depend on (tried until it works) or ours (a few tries, then parked and loud).
 */
final class EventConsumer<E extends DomainEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private final Topic topic;
    private final String group;
    private final Class<E> family;
    private final Function<EventEnvelope<E>, Mono<?>> handler;
    private final EventCodec codec;
    private final DeadLetters deadLetters;
    private final DeliveryLimits.Consumer limits;
    private final Scheduler scheduler;
    private final DeliveryMeters meters;

    EventConsumer(Topic topic, String group, Class<E> family, Function<EventEnvelope<E>, Mono<?>> handler,
            EventCodec codec, DeadLetters deadLetters, DeliveryLimits.Consumer limits, Scheduler scheduler,
            DeliveryMeters meters) {
        this.topic = topic;
        this.group = group;
        this.family = family;
        this.handler = handler;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.limits = limits;
        this.scheduler = scheduler;
        this.meters = meters;
    }

    /** Completes when the record is dealt with; fails when it has to be delivered again. */
    Mono<Void> receive(EventLog.DeliveredRecord delivered) {
        if (deadLetters.isReplayForOthers(delivered.record(), group)) {
            return Mono.empty();
        }
        return switch (codec.decode(delivered.record())) {
            case Decoded.Malformed(var reason) -> park(delivered, reason);
            case Decoded.Unknown(var type, var id) -> Mono.fromRunnable(() -> skip(type, id));
            case Decoded.Known(var envelope) when family.isInstance(envelope.event()) ->
                apply(delivered, cast(envelope));
            case Decoded.Known(var envelope) ->
                park(delivered, envelope.event().getClass().getSimpleName() + " does not belong on this topic");
        };
    }

    private Mono<Void> apply(EventLog.DeliveredRecord delivered, EventEnvelope<E> envelope) {
        return Mono.defer(() -> handler.apply(envelope).then())
                .timeout(limits.handlerTime(), Mono.error(() -> tooSlow(limits.handlerTime())), scheduler)
                .doOnSuccess(_ -> meters.consumed(topic.topicName(), group, "applied"))
                .contextWrite(context -> traced(context, envelope))
                .onErrorResume(failure -> failed(delivered, failure));
    }

    private Mono<Void> failed(EventLog.DeliveredRecord delivered, Throwable failure) {
        if (failure instanceof Unavailable) {
            meters.consumed(topic.topicName(), group, "retried");
            LOG.info("{} waits to apply an event of {}: {}", group, topic.topicName(), failure.getMessage());
            return Mono.error(failure);
        }
        if (delivered.attempt() < limits.tries()) {
            meters.consumed(topic.topicName(), group, "retried");
            LOG.warn("{} failed to apply an event of {} (try {} of {})", group, topic.topicName(),
                    delivered.attempt(), limits.tries(), failure);
            return Mono.error(failure);
        }
        return park(delivered, "the handler failed " + delivered.attempt() + " times, last with " + failure);
    }

    private Mono<Void> park(EventLog.DeliveredRecord delivered, String reason) {
        return deadLetters.park(topic, group, delivered.record(), reason)
                .doOnSuccess(_ -> {
                    meters.consumed(topic.topicName(), group, "parked");
                    LOG.error("{} parked a record of {} with key {} on {}: {}", group, topic.topicName(),
                            delivered.record().key(), topic.deadLettersOf(group), reason);
                });
    }

    private void skip(String type, String id) {
        meters.consumed(topic.topicName(), group, "unknown");
        LOG.debug("{} does not know the type {} of event {} and skips it", group, type, id);
    }

    private static Unavailable tooSlow(Duration limit) {
        return new Unavailable("a handler took longer than " + limit, new TimeoutException());
    }

    private static Context traced(Context context, EventEnvelope<?> envelope) {
        var traceparent = envelope.traceparent();
        return traceparent == null ? context : context.put(Announcements.TRACEPARENT, traceparent);
    }

    @SuppressWarnings("unchecked") // checked by the caller: the event is of the family
    private EventEnvelope<E> cast(EventEnvelope<?> envelope) {
        return (EventEnvelope<E>) envelope;
    }
}
