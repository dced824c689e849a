package dev.lorikeet.simulation.saga;

import java.util.List;
import java.util.Objects;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.simulation.saga.Stranger.Kind;
import dev.lorikeet.simulation.saga.Stranger.Written;

/** What must have become of a stranger's records once all is quiet: nothing waits behind them, and none is lost. */
record StrangerTruths(World world) {
    private static final String REASON = "lorikeet-dead-reason";
    private static final String SINCE = "lorikeet-dead-since";

    /** A dead letter says why it is one, and since when, and is the stranger's own record otherwise. */
    static boolean isDeadForAReason(WireRecord record) {
        return Stranger.mark(record).isPresent() && !record.headers().getOrDefault(REASON, "").isBlank()
                && record.headers().containsKey(SINCE);
    }

    void check() {
        for (var topic : Topic.values()) {
            for (var group : readers(topic)) {
                world.twins().log.isBehind(topic.topicName(), group)
                        .subscribe(behind -> demand(!behind, "no record stands in the way of others",
                                group + " on " + topic));
                check(topic, group);
            }
        }
    }

    /** What happens on volumes is no part of these lives, so nobody reads of it. */
    private static List<String> readers(Topic topic) {
        return topic == Topic.STORAGE_EVENTS ? List.of("lora-api") : topic.groups();
    }

    private void check(Topic topic, String group) {
        var dead = world.records(topic.deadLettersOf(group)).toList();
        var written = world.stranger().written().stream().filter(one -> one.topic() == topic).toList();
        var unknown = written.stream().filter(one -> one.kind() == Kind.UNKNOWN_TYPE).toList();
        written.stream()
                .filter(one -> one.kind() != Kind.UNKNOWN_TYPE)
                .forEach(one -> demand(isAmong(one, dead), "what is malformed is put aside as it came",
                        group + " " + one));
        unknown.forEach(one -> demand(!isAmong(one, dead), "what is unknown is not put aside", group + " " + one));
        demand(world.services().unknown(topic, group) >= unknown.size(), "what is unknown is counted",
                group + " " + unknown);
    }

    private static boolean isAmong(Written one, List<WireRecord> dead) {
        var came = one.record();
        return dead.stream()
                .anyMatch(record -> Stranger.mark(record).equals(Stranger.mark(came)) && record.key().equals(came.key())
                        && Objects.equals(record.body(), came.body()));
    }

    private void demand(boolean holds, String sentence, Object detail) {
        world.truths().demand(holds, 24, sentence, detail);
    }
}
