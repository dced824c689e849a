package dev.lorikeet.standalone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;

/**
 * Something wrong of each kind, put among what a run really left: whoever judges it has to see it. A judge who looks for a
 * field by a name that nobody gives it any more would be content with everything.
 */
final class Plants {
    private static final String OTHER = "planted";
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    private final Inventory inventory;
    private final Collection<Story> orders;
    private final List<Plant> all = new ArrayList<>();

    /**
     * Something wrong.
     *
     * @param words of the judge who sees it
     * @param planted empty where the run left nothing to spoil
     */
    private record Plant(String words, Optional<Inventory> planted, Consumer<Inventory> judge) {
        boolean isUnseen() {
            return planted.filter(inventory -> {
                judge.accept(inventory);
                return inventory.violations().stream().noneMatch(found -> found.contains(words));
            }).isPresent();
        }
    }

    Plants(Inventory inventory, Collection<Story> orders) {
        this.inventory = inventory;
        this.orders = orders;
        spoilTheLibrary();
        spoilTheBucket();
        spoilJobs();
        spoilEvents();
    }

    /** What was planted, and nobody saw. */
    List<String> unseen() {
        return all.stream().filter(Plant::isUnseen).map(Plant::words).toList();
    }

    /** How many there are: for the others there was nothing to spoil. */
    long count() {
        return all.stream().filter(plant -> plant.planted().isPresent()).count();
    }

    private void spoilTheLibrary() {
        Predicate<Tree> ready = document -> inventory.ready()
                .anyMatch(lora -> LibraryTruths.idOf(lora).equals(LibraryTruths.idOf(document)));
        Predicate<Tree> inUse = account -> account.state().at("contents", "usedBytes").number() > 0;
        spoil("lora-api/loras", ready, "has not come to rest", Plants::library, "verifying", "state", "status");
        spoil("storage-worker/verifications", ready, "was not proven with this object", Plants::library, OTHER, "state",
                "object", "etag");
        spoil("storage-worker/hashings", ready, "has not the digest that was announced", Plants::library, OTHER,
                "state",
                "digests", "sha256");
        spoil("storage-worker/removals", removal -> removal.status().equals("removed"), "is overdue", Plants::library,
                LONG_AGO, "state", "lookAgain");
        spoil("generation-service/catalogue", ready, "the copy has something else", Plants::library, OTHER, "state",
                "entry",
                "workspace");
        spoil("generation-service/catalogue", ready, "not as of the newest word", Plants::library, 1_000_000, "state",
                "sequence");
        spoil("lora-api/workspaces", inUse, "is not what its LoRAs come to", Plants::library, 1, "state", "contents",
                "usedBytes");
        spoil("lora-api/workspaces", inUse, "is not what its LoRAs come to", Plants::library, 0, "state", "contents",
                "loraCount");
        spoil("lora-api/workspaces", inUse, "is not what its LoRAs come to", Plants::library, List.of(OTHER), "state",
                "contents", "reserved");
        repeat(Topic.LORA_CATALOGUE, event -> event.body() != null && inventory.loras().containsKey(event.key()),
                "the catalogue is not the library", Plants::library,
                event -> new Said(event.key(), event.headers(), null));
    }

    private void spoilTheBucket() {
        Predicate<Tree> ready = lora -> lora.status().equals("ready");
        spoil("lora-api/loras", ready, "has not the object that was proven", Plants::bucket, 7, "state", "proof",
                "object",
                "size");
        spoil("lora-api/loras", lora -> ready.test(lora)
                && lora.state().at("proof", "sha256").found().isPresent(),
                "has other bytes than were hashed", Plants::bucket, OTHER, "state", "proof", "sha256");
        spoil("generation-service/generations", job -> job.status().equals("succeeded"), "has another video",
                Plants::bucket,
                OTHER, "state", "video", "sha256");
        all.add(new Plant("objects that nobody claims", Optional.of(inventory.storing("loras/planted")),
                Plants::bucket));
        all.add(new Plant("still has its object", inventory.loras()
                .values()
                .stream()
                .filter(lora -> lora.status().equals("deleted"))
                .findFirst()
                .map(lora -> inventory.storing(lora.state().at("identity", "expected", "key").text())),
                Plants::bucket));
    }

    private void spoilJobs() {
        Predicate<Tree> any = _ -> true;
        Predicate<Tree> ended = job -> JobTruths.isEnd(job.status());
        spoil("generation-service/generations", ended, "has not ended", this::jobs, "running", "state", "status");
        spoil("generation-service/generations", job -> !job.state().at("job", "used", "loras").all().isEmpty(),
                "used a LoRA of", this::jobs, OTHER, "state", "job", "workspace");
        spoil("generation-service/generations", job -> job.status().equals("failed"), "failed with", this::jobs, OTHER,
                "state", "failure", "code");
        spoil("generation-service/lanes", any, "still have places", this::jobs, List.of(OTHER), "state", "slots");
        repeat(Topic.GENERATION_EVENTS, event -> event.header(CloudEventHeaders.TYPE).contains(".succeeded."),
                "ended", this::jobs, event -> told(event, CloudEventHeaders.ID, event.id() + "1"));
    }

    private void spoilEvents() {
        spoil("lora-api/loras", _ -> true, "events that were never published", Plants::delivery, List.of(OTHER),
                "outbox");
        spoil("lora-api/loras", lora -> inventory.catalogue().containsKey(LibraryTruths.idOf(lora)),
                "of a version that its document never had", Plants::delivery, 0, "version");
        repeat(Topic.LORA_EVENTS, event -> inventory.said(Topic.LORA_EVENTS)
                .stream()
                .anyMatch(other -> other.key().equals(event.key()) && other.sequence() > event.sequence()),
                "is not the newest", Plants::delivery, event -> event);
        repeat(Topic.STORAGE_EVENTS, event -> !event.isDirect(), "have one sequence", Plants::delivery,
                event -> new Said(event.key(), event.headers(), OTHER));
        repeat(Topic.STORAGE_EVENTS, _ -> true, "a signed address stands in", Plants::secrecy,
                event -> new Said(event.key(), event.headers(), "https://s3?X-Amz-Signature=00"));
        repeat(Topic.STORAGE_EVENTS, _ -> true, "a secret stands in", Plants::secrecy, event -> told(event,
                "ce_subject",
                inventory.remains().secrets().stream().filter(one -> one.length() >= 40).findFirst().orElseThrow()));
    }

    private static void library(Inventory planted) {
        new LibraryTruths(planted).check();
    }

    private static void bucket(Inventory planted) {
        new BucketTruths(planted).check();
    }

    private void jobs(Inventory planted) {
        new JobTruths(planted, orders).check();
    }

    private static void delivery(Inventory planted) {
        new DeliveryTruths(planted).check();
    }

    private static void secrecy(Inventory planted) {
        new SecrecyTruths(planted).check();
    }

    private void spoil(String collection, Predicate<Tree> such, String words, Consumer<Inventory> judge, Object value,
            String... path) {
        var planted = inventory.documents(collection)
                .entrySet()
                .stream()
                .filter(document -> such.test(document.getValue()))
                .findFirst()
                .map(one -> inventory.with(collection, one.getKey(), one.getValue().with(value, path)));
        all.add(new Plant(words, planted, judge));
    }

    private interface Change {
        Said of(Said event);
    }

    private void repeat(Topic topic, Predicate<Said> such, String words, Consumer<Inventory> judge, Change change) {
        var planted = inventory.said(topic)
                .stream()
                .filter(such)
                .findFirst()
                .map(event -> inventory.saying(topic, change.of(event)));
        all.add(new Plant(words, planted, judge));
    }

    private static Said told(Said event, String header, String value) {
        var headers = new TreeMap<>(event.headers());
        headers.put(header, value);
        return new Said(event.key(), headers, event.body());
    }
}
