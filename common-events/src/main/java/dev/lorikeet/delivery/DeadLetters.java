package dev.lorikeet.delivery;

import java.time.InstantSource;
import java.util.TreeMap;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import reactor.core.publisher.Mono;

/** Records that a group could not apply, kept with the reason until somebody asks for another try. */
final class DeadLetters {
    static final String REASON = "lorikeet-dead-reason";
    static final String SINCE = "lorikeet-dead-since";
    private static final int LONGEST_REASON = 500;

    private final EventLog log;
    private final InstantSource clock;

    DeadLetters(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    Mono<Void> park(Topic topic, String group, WireRecord record, String reason) {
        var headers = new TreeMap<>(record.headers());
        headers.put(REASON, reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…");
        headers.put(SINCE, clock.instant().toString());
        return log.append(new WireRecord(topic.deadLettersOf(group), record.key(), headers, record.body()));
    }

    /**
     * Hands the parked records to their consumer. They never go back to the topic: an old record that comes last on a
     * compacted topic would outlive the newer ones.
     */
    Mono<Long> replay(Topic topic, int limit, EventConsumer<?> consumer, String group) {
        return log.drain(topic.deadLettersOf(group), group + ".replay", limit, record -> {
            var headers = new TreeMap<>(record.headers());
            headers.remove(REASON);
            headers.remove(SINCE);
            return consumer.receiveAgain(new WireRecord(topic.topicName(), record.key(), headers, record.body()));
        });
    }
}
