package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;

/** What must be true once all has been quiet for long enough. */
final class Rest {
    private static final Set<String> SETTLED = Set.of("ready", "rejected", "missing", "deleted");
    private static final Set<String> UNDER_WAY = Set.of("uploading", "verifying", "deleting", "discarded");
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");

    /** A look at night, a lease, and the longest wait after a failure. */
    private static final Duration OVERDUE = Duration.ofMinutes(6);

    private final World world;
    private final Promises promises;
    private final Map<String, StoredDocument> loras;
    private final Map<String, StoredDocument> jobs;

    Rest(World world, Promises promises) {
        this.world = world;
        this.promises = promises;
        this.loras = all("lora-api/loras");
        this.jobs = all("generation-service/generations");
    }

    private Map<String, StoredDocument> all(String collection) {
        var found = new TreeMap<String, StoredDocument>();
        each(collection, document -> found.put(document.id(), document));
        return found;
    }

    private void each(String collection, Consumer<StoredDocument> visitor) {
        var parts = collection.split("/", -1);
        world.twins().collection(parts[0], parts[1]).all().forEach(visitor);
    }

    void check() {
        nothingWaitsToBeSaid();
        nothingIsUnderWay();
        nothingIsOverdue();
        theBucketHoldsWhatIsClaimed();
        theCopyIsTheLibrary();
        world.truths().catalogue().demandThatTheCopyIsTheLibrary();
        whatComesLastIsTheNewest();
        promisesWereKept();
        new StrangerTruths(world).check();
        world.truths().check();
    }

    private void demand(boolean holds, int number, String sentence, Object detail) {
        world.truths().demand(holds, number, sentence, detail);
    }

    /** Whether there is nothing left to do, as far as statuses tell. */
    boolean isThere() {
        return unsaid().isEmpty() && underWay().isEmpty();
    }

    /** The same but for what waits on purpose. */
    boolean isNear() {
        return unsaid().isEmpty() && underWay().stream().allMatch(this::isKeptForVideos);
    }

    /** Without anybody having been started anew. */
    void demandThatItIsNear() {
        nothingWaitsToBeSaid();
        underWay().forEach(what -> demand(isKeptForVideos(what), 19, "nothing waits for a restart", what));
        world.truths().check();
    }

    /** A deleted LoRA is, for a while, and nobody says when a video goes on without it. */
    private boolean isKeptForVideos(String what) {
        return loras.values()
                .stream()
                .filter(lora -> what.equals(lora.id() + " is deleting"))
                .anyMatch(lora -> lora.dueAt().filter(world.agenda().instant()::isBefore).isPresent());
    }

    private void nothingWaitsToBeSaid() {
        unsaid().forEach(document -> demand(false, 18, "every outbox is empty", document));
    }

    private List<String> unsaid() {
        var found = new ArrayList<String>();
        for (var collection : world.twins().collections().toArray(String[]::new)) {
            each(collection, document -> {
                if (!document.outbox().isEmpty()) {
                    found.add(collection + " " + document.id());
                }
            });
        }
        return found;
    }

    private void nothingIsUnderWay() {
        underWay().forEach(what -> demand(false, 19, "nothing is under way for ever", what));
        each("lora-api/workspaces", this::account);
    }

    private List<String> underWay() {
        var found = new ArrayList<String>();
        underWay(loras, UNDER_WAY::contains, found);
        underWay(jobs, status -> !ENDED.contains(status), found);
        each("generation-service/lanes", lane -> {
            if (!Tree.of(lane).at("slots").all().isEmpty()) {
                found.add("a lane with " + lane.state());
            }
        });
        underWay(all("storage-worker/verifications"), "waiting"::equals, found);
        return found;
    }

    /** Whatever it is, somebody should have done it by now. */
    private void nothingIsOverdue() {
        var longAgo = world.agenda().instant().minus(OVERDUE);
        for (var collection : world.twins().collections().toArray(String[]::new)) {
            each(collection, document -> demand(document.dueAt().filter(longAgo::isAfter).isEmpty(), 19,
                    "what is due is done", collection + " " + document.id() + " since " + document.dueAt()));
        }
    }

    private static void underWay(Map<String, StoredDocument> documents, Predicate<String> isUnderWay,
            List<String> found) {
        documents.forEach((id, document) -> {
            var status = Tree.of(document).status();
            if (isUnderWay.test(status)) {
                found.add(id + " is " + status);
            }
        });
    }

    private void account(StoredDocument workspace) {
        var contents = Tree.of(workspace).at("contents");
        var ready = loras.values()
                .stream()
                .map(Tree::of)
                .filter(lora -> lora.status().equals("ready"))
                .filter(lora -> lora.at("identity", "workspace").text().equals(workspace.id()))
                .toList();
        demand(contents.at("reserved").all().isEmpty(), 19, "nothing is under way for ever", contents);
        demand(contents.at("loraCount").number() == ready.size()
                && contents.at("usedBytes").number() == ready.stream()
                        .mapToLong(lora -> lora.at("proof", "object", "size").number())
                        .sum(),
                12, "an account is what its LoRAs come to", workspace.id() + " " + contents);
    }

    private void theBucketHoldsWhatIsClaimed() {
        var claimed = new TreeSet<String>();
        loras.values().stream().map(Tree::of).filter(lora -> lora.status().equals("ready")).forEach(lora -> {
            var object = lora.at("proof", "object");
            var stored = world.twins().bucket.look(object.at("key").text());
            claimed.add(object.at("key").text());
            demand(stored != null && stored.etag().value().equals(object.at("etag").text()), 1,
                    "what is ready has its object, exactly as proven", object + " " + stored);
        });
        jobs.values().stream().map(Tree::of).filter(job -> job.status().equals("succeeded")).forEach(job -> {
            claimed.add(job.at("video", "key").text());
            job.at("video", "thumbnail").found().ifPresent(claimed::add);
        });
        var stored = new TreeSet<>(world.twins().bucket.keys());
        var spare = new TreeSet<>(stored);
        spare.removeAll(claimed);
        spare.removeIf(key -> key.startsWith("videos/"));
        demand(stored.containsAll(claimed), 1, "what is claimed is stored", claimed + " of " + stored);
        demand(spare.isEmpty(), 20, "the bucket holds nothing that nobody claims", spare);
        demand(world.twins().bucket.uploads().open().isEmpty(), 20, "no multipart upload stays open",
                world.twins().bucket.uploads().open());
    }

    private void theCopyIsTheLibrary() {
        var library = new TreeMap<String, String>();
        loras.forEach((id, document) -> {
            if (Tree.of(document).status().equals("ready")) {
                library.put(id, Tree.of(document).at("proof", "object", "etag").text());
            }
        });
        var copy = new TreeMap<String, String>();
        each("generation-service/catalogue", document -> {
            var entry = Tree.of(document).at("entry");
            if (entry.node() != null) {
                copy.put(document.id(), entry.at("object", "etag").text());
            }
        });
        demand(copy.equals(library), 21, "the copy of the catalogue is the library", copy + " and " + library);
        var compacted = new TreeMap<String, WireRecord>();
        world.records(Topic.LORA_CATALOGUE.topicName())
                .filter(record -> DeliveryTruths.isInOrder(record) && !record.key().startsWith("digest-"))
                .forEach(record -> compacted.put(record.key(), record));
        compacted.forEach((id, record) -> demand(world.decay().isLacking(id) || isOf(library.get(id), record.body()),
                21, "a copy built anew from the topic is the library", id));
        demand(compacted.keySet().containsAll(library.keySet()), 21, "a copy built anew from the topic is the library",
                library);
    }

    private static boolean isOf(@Nullable String etag, @Nullable String body) {
        return etag == null ? body == null : body != null && body.contains('"' + etag + '"');
    }

    /** Or whoever reads a topic anew, or what compaction left of it, would believe something old. */
    private void whatComesLastIsTheNewest() {
        for (var topic : Topic.values()) {
            var newest = new HashMap<String, String>();
            var last = new HashMap<String, String>();
            world.records(topic.topicName()).filter(DeliveryTruths::isInOrder).forEach(record -> {
                var sequence = record.headers().getOrDefault(CloudEventHeaders.SEQUENCE, "");
                var whose = record.headers().getOrDefault(CloudEventHeaders.SOURCE, "") + " " + record.key();
                newest.merge(whose, sequence, (one, other) -> one.compareTo(other) > 0 ? one : other);
                last.put(whose, sequence);
            });
            demand(last.equals(newest), 21, "what comes last on a topic is the newest", last + " and " + newest);
        }
    }

    private void promisesWereKept() {
        promises.completed()
                .forEach(id -> demand(SETTLED.contains(status(loras, id))
                        || status(loras, id).equals("abandoned"), 22, "every completed upload has its verdict",
                        id + " is " + status(loras, id)));
        promises.tickets()
                .forEach(lora -> demand(promises.mayBe(lora.value(), status(loras, lora.value())), 22,
                        "a LoRA ends as its owner was told", lora.value() + " is " + status(loras, lora.value())));
        demand(loras.size() <= promises.uploaders(), 23, "one request makes one LoRA", loras.keySet());
        promises.orders()
                .forEach(id -> demand(ENDED.contains(status(jobs, id)), 23, "every order has its end",
                        id + " is " + status(jobs, id)));
        var ends = new HashMap<String, String>();
        world.records(Topic.GENERATION_EVENTS.topicName()).forEach(record -> {
            var type = DeliveryTruths.isInOrder(record) ? record.headers().getOrDefault("ce_type", "") : "";
            if (type.contains("succeeded") || type.contains("failed") || type.contains("cancelled")) {
                var id = record.headers().getOrDefault("ce_id", "");
                var other = ends.put(record.key(), id);
                demand(other == null || other.equals(id), 23, "every order ends once", record.key());
            }
        });
        demand(ends.keySet().containsAll(jobs.keySet()), 23, "every order's end is told", ends.keySet());
    }

    private static String status(Map<String, StoredDocument> documents, String id) {
        return Tree.of(documents.get(id)).status();
    }
}
