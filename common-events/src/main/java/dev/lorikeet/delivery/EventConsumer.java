package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What one group does with one topic. It decides whose turn it is when a record cannot be applied: the sender's (parked
 * at once), somebody we depend on (tried until it works) or ours (a few tries, then parked and loud).
 */
final class EventConsumer<E extends DomainEvent> {
    /** Times the longest try, and so longer than a pause between two. */
    private static final int TRIED_WITHIN = 4;
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private final Topic topic;
    private final String group;
    private final Class<E> family;
    private final Function<EventEnvelope<E>, Mono<?>> handler;
    private final EventCodec codec;
    private final DeadLetters deadLetters;
    private final DeliveryLimits.Consumer limits;
    private final Scheduler scheduler;
    private final ConsumerMeters meters;
    private final MessageSpans tracing;
    /** By event. What an engine's failures cost is not counted: an outage must not use up the tries for a bug. */
    private final Map<String, Integer> bugs = new ConcurrentHashMap<>();

    EventConsumer(Topic topic, String group, Class<E> family, Function<EventEnvelope<E>, Mono<?>> handler,
            EventCodec codec, DeadLetters deadLetters, DeliveryLimits.Consumer limits, Scheduler scheduler,
            DeliveryMeters meters, MessageSpans tracing) {
        this.topic = topic;
        this.group = group;
        this.family = family;
        this.handler = handler;
        this.codec = codec;
        this.deadLetters = deadLetters;
        this.limits = limits;
        this.scheduler = scheduler;
        this.meters = meters.consumer(topic.topicName(), group, limits.handlerTime().multipliedBy(TRIED_WITHIN));
        this.tracing = tracing;
    }

    /** Completes when the record is dealt with; fails when it has to be delivered again. */
    Mono<Void> receive(WireRecord record) {
        return receive(record, limits.tries());
    }

    /** A parked record gets one try: it goes back where it came from, or the one who asked hears why it could not. */
    Mono<Void> receiveAgain(WireRecord record) {
        return receive(record, 1);
    }

    private Mono<Void> receive(WireRecord record, int tries) {
        return switch (codec.decode(record)) {
            case Decoded.Malformed(var reason) -> park(record, reason);
            case Decoded.Unknown(var type, var id) -> Mono.fromRunnable(() -> skip(type, id));
            case Decoded.Known(var envelope) when family.isInstance(envelope.event()) ->
                apply(record, cast(envelope), tries);
            case Decoded.Known(var envelope) ->
                park(record, envelope.event().getClass().getSimpleName() + " does not belong on this topic");
        };
    }

    private Mono<Void> apply(WireRecord record, EventEnvelope<E> envelope, int tries) {
        return Mono.defer(() -> handler.apply(envelope).then())
                .timeout(limits.handlerTime(), Mono.error(() -> tooSlow(limits.handlerTime())), scheduler)
                .doOnSuccess(_ -> {
                    bugs.remove(envelope.id());
                    meters.applied(envelope.id(), envelope.time());
                })
                .transform(applying -> tracing.consuming(record, group, applying))
                .onErrorResume(failure -> failed(record, envelope.id(), tries, failure));
    }

    private Mono<Void> failed(WireRecord record, String id, int tries, Throwable failure) {
        if (failure instanceof Unavailable) {
            meters.retried(id);
            LOG.info("{} waits to apply an event of {}: {}", group, topic.topicName(), failure.getMessage());
            return Mono.error(failure);
        }
        int failures = bugs.merge(id, 1, Integer::sum);
        if (failures < tries) {
            meters.retried(id);
            LOG.warn("{} failed to apply an event of {} (try {} of {})", group, topic.topicName(), failures, tries,
                    failure);
            return Mono.error(failure);
        }
        return park(record, "the handler failed " + failures + " times, last with " + failure)
                .doOnSuccess(_ -> bugs.remove(id));
    }

    private Mono<Void> park(WireRecord record, String reason) {
        return deadLetters.park(topic, group, record, reason)
                .doOnSuccess(_ -> {
                    meters.parked(nameOf(record));
                    LOG.error("{} parked a record of {} with key {} on {}: {}", group, topic.topicName(),
                            record.key(), topic.deadLettersOf(group), reason);
                })
                .doOnError(failure -> {
                    meters.retried(nameOf(record));
                    LOG.warn("{} cannot put a record of {} with key {} aside on {}, so what comes after it waits: {}",
                            group, topic.topicName(), record.key(), topic.deadLettersOf(group), failure.toString());
                });
    }

    /** Also of what cannot be decoded. */
    private static String nameOf(WireRecord record) {
        return record.headers().getOrDefault(CloudEventHeaders.ID, String.valueOf(record.key()));
    }

    private void skip(String type, String id) {
        meters.unknown();
        LOG.debug("{} does not know the type {} of event {} and skips it", group, type, id);
    }

    private static Unavailable tooSlow(Duration limit) {
        return new Unavailable("a handler took longer than " + limit, new TimeoutException());
    }

    @SuppressWarnings("unchecked") // checked by the caller: the event is of the family
    private EventEnvelope<E> cast(EventEnvelope<?> envelope) {
        return (EventEnvelope<E>) envelope;
    }
}
