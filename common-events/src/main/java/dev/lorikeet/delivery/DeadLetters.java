package dev.lorikeet.delivery;

import java.time.InstantSource;
import java.util.TreeMap;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import reactor.core.publisher.Mono;

/** Records that a group could not apply, kept with the reason, and given back to that group when somebody asks. */
public final class DeadLetters {
    static final String REASON = "lorikeet-dead-reason";
    static final String SINCE = "lorikeet-dead-since";
    static final String REPLAY_FOR = "lorikeet-replay-for";

    private final EventLog log;
    private final InstantSource clock;

    DeadLetters(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    Mono<Void> park(Topic topic, String group, WireRecord record, String reason) {
        var headers = new TreeMap<>(record.headers());
        headers.put(REASON, reason);
        headers.put(SINCE, clock.instant().toString());
        headers.remove(REPLAY_FOR);
        return log.append(new WireRecord(topic.deadLettersOf(group), record.key(), headers, record.body()));
    }

    /** Puts up to this many records back on their topic, marked for the one group that missed them. */
    public Mono<Long> replay(Topic topic, String group, int limit) {
        return log.drain(topic.deadLettersOf(group), group + ".replay", limit, record -> {
            var headers = new TreeMap<>(record.headers());
            headers.remove(REASON);
            headers.remove(SINCE);
            headers.put(REPLAY_FOR, group);
            return log.append(new WireRecord(topic.topicName(), record.key(), headers, record.body()));
        });
    }

    boolean isReplayForOthers(WireRecord record, String group) {
        var wanted = record.headers().get(REPLAY_FOR);
        return wanted != null && !wanted.equals(group);
    }
}
