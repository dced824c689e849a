package dev.lorikeet.standalone;

import java.util.HashMap;
import java.util.Objects;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;

/** What holds of documents and of the events that announce them, whatever they are about. */
record DeliveryTruths(Inventory inventory) {

    void check() {
        inventory.documents().forEach((collection, documents) -> documents.forEach((id, document) -> {
            boolean waits = !document.at("outbox").all().isEmpty();
            inventory.check(!waits, "events that were never published", collection + "/" + id);
            inventory.check(waits == document.at("outboxKey").found().isPresent(),
                    "an outbox key and an outbox contradict each other", collection + "/" + id);
        }));
        for (var topic : Topic.values()) {
            inventory.said(topic)
                    .stream()
                    .filter(event -> !event.isDirect())
                    .forEach(event -> wasCommitted(topic, event));
            order(topic);
            topic.groups().forEach(group -> nothingWasPutAside(topic, group));
        }
    }

    private void wasCommitted(Topic topic, Said event) {
        var document = inventory.documents(event.collection()).get(event.document());
        inventory.check(document != null && document.at("version").number() >= event.sequence(),
                "an event on " + topic + " is of a version that its document never had",
                event + ", and the document is " + (document == null ? "none" : document));
    }

    /** Or whoever reads a topic anew, or what compaction left of it, would believe something old. */
    private void order(Topic topic) {
        var firsts = new HashMap<String, Said>();
        var newest = new HashMap<String, Long>();
        var last = new HashMap<String, Long>();
        inventory.said(topic).stream().filter(event -> !event.isDirect()).forEach(event -> {
            var whose = event.header(CloudEventHeaders.SOURCE) + " " + event.key();
            var first = firsts.putIfAbsent(whose + " " + event.sequence(), event);
            inventory.check(first == null || isSame(first, event), "two events on " + topic + " have one sequence",
                    first + " and " + event);
            newest.merge(whose, event.sequence(), Math::max);
            last.put(whose, event.sequence());
        });
        last.forEach((whose, sequence) -> inventory.check(sequence.equals(newest.get(whose)),
                "what comes last on " + topic + " is not the newest",
                whose + " ends with " + sequence + ", not with " + newest.get(whose)));
    }

    private static boolean isSame(Said one, Said other) {
        return one.id().equals(other.id()) && Objects.equals(one.body(), other.body());
    }

    private void nothingWasPutAside(Topic topic, String group) {
        var dead = inventory.remains().records(topic.deadLettersOf(group));
        inventory.check(dead.isEmpty(), "dead letters of " + group, dead);
    }
}
