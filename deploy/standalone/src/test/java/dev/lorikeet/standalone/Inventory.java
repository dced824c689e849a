package dev.lorikeet.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Everything that the engines hold, read once for all who judge it, and what they found wrong with it. */
final class Inventory {
    private final Remains remains;
    private final Duration later;
    private final Map<String, Map<String, Tree>> documents;
    private final Map<Topic, List<Said>> said;
    private final Map<String, S3Object> objects;
    private final List<String> violations = new ArrayList<>();

    /** @param later how much later the services believe it is; if at all, every ticket has run out, and the bucket was swept */
    Inventory(Remains remains, Duration later) {
        this.remains = remains;
        this.later = later;
        // Events first: whatever is announced meanwhile is not missed in the documents then.
        this.said = new HashMap<>();
        for (var topic : Topic.values()) {
            said.put(topic, remains.records(topic.topicName()).stream().map(Said::of).toList());
        }
        this.documents = remains.everyDocument();
        this.objects = remains.objects();
    }

    private Inventory(Inventory other, Map<String, Map<String, Tree>> documents, Map<Topic, List<Said>> said,
            Map<String, S3Object> objects) {
        this.remains = other.remains;
        this.later = other.later;
        this.documents = documents;
        this.said = said;
        this.objects = objects;
    }

    /** The same with this document in the place of another one. */
    Inventory with(String collection, String id, Tree document) {
        var changed = new HashMap<>(documents(collection));
        changed.put(id, document);
        var all = new HashMap<>(documents);
        all.put(collection, changed);
        return new Inventory(this, all, said, objects);
    }

    /** The same with this at the end of a topic. */
    Inventory saying(Topic topic, Said more) {
        var all = new HashMap<>(said);
        all.put(topic, Stream.concat(said(topic).stream(), Stream.of(more)).toList());
        return new Inventory(this, documents, all, objects);
    }

    /** The same with this object in the bucket. */
    Inventory storing(String key) {
        var all = new HashMap<>(objects);
        all.put(key, S3Object.builder().key(key).size(1L).eTag("planted").build());
        return new Inventory(this, documents, said, all);
    }

    Remains remains() {
        return remains;
    }

    boolean isLater() {
        return later.isPositive();
    }

    /** As the services have it. */
    Instant now() {
        return Instant.now().plus(later);
    }

    Map<String, Map<String, Tree>> documents() {
        return documents;
    }

    /** Of a collection such as {@code lora-api/loras}, by id. */
    Map<String, Tree> documents(String collection) {
        return documents.getOrDefault(collection, Map.of());
    }

    Map<String, Tree> loras() {
        return documents("lora-api/loras");
    }

    Stream<Tree> ready() {
        return loras().values().stream().filter(lora -> lora.status().equals("ready"));
    }

    Map<String, Tree> jobs() {
        return documents("generation-service/generations");
    }

    void eachJob(String status, BiConsumer<String, Tree> visitor) {
        jobs().forEach((id, job) -> {
            if (job.status().equals(status)) {
                visitor.accept(id, job);
            }
        });
    }

    /** In the order of each partition. */
    List<Said> said(Topic topic) {
        return said.getOrDefault(topic, List.of());
    }

    /** What the catalogue said last of each LoRA, its removal included. */
    Map<String, Said> catalogue() {
        var newest = new HashMap<String, Said>();
        said(Topic.LORA_CATALOGUE).stream()
                .filter(event -> !event.header(CloudEventHeaders.TYPE).contains("digest"))
                .forEach(event -> newest.put(event.key(), event));
        return newest;
    }

    Map<String, S3Object> objects() {
        return objects;
    }

    /** Whoever walks away is waited for until the ticket runs out. */
    boolean isOpen(Tree lora) {
        return !isLater() && lora.status().equals("uploading");
    }

    void check(boolean holds, String what, Object which) {
        if (!holds) {
            violations.add(what + ": " + which);
        }
    }

    List<String> violations() {
        return violations;
    }
}
