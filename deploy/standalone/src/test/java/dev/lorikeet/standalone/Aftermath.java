package dev.lorikeet.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/** What must hold when everything that went wrong is over and has come to rest. Gathers everything that does not. */
final class Aftermath {
    private static final Set<String> LORA_ENDS = Set.of("ready", "rejected", "abandoned", "deleted");
    private static final Set<String> JOB_ENDS = Set.of("succeeded", "failed", "cancelled");
    /** What a job may honestly say that was under way when everything around it died. */
    private static final Set<String> HONEST = Set.of("LOST", "WORKER_LOST", "TIMEOUT", "LORA_GONE", "LORA_MISSING",
            "NO_CAPACITY");

    private final Remains remains;
    private final boolean later;
    private final Collection<Story> uploads;
    private final Collection<Story> orders;
    private final Map<String, Document> loras;
    private final Map<String, Document> jobs;
    private final List<String> violations = new ArrayList<>();

    private Aftermath(Remains remains, boolean later, Collection<Story> uploads, Collection<Story> orders) {
        this.remains = remains;
        this.later = later;
        this.uploads = uploads;
        this.orders = orders;
        this.loras = remains.documents("lora-api", "loras");
        this.jobs = remains.documents("generation-service", "generations");
    }

    /** @param later whether every ticket has run out, and the bucket was swept */
    static List<String> violations(Remains remains, boolean later, Collection<Story> uploads,
            Collection<Story> orders) {
        var after = new Aftermath(remains, later, uploads, orders);
        after.uploads();
        after.orders();
        after.bucket();
        after.topics();
        after.catalogue();
        after.account();
        after.remoteJobs();
        return after.violations;
    }

    /** Whether everything has ended that ends by itself, and all of it was said. */
    static boolean isAtRest(Remains remains) {
        return remains.documents("lora-api", "loras")
                .values()
                .stream()
                .noneMatch(lora -> Set.of("verifying", "deleting", "discarded").contains(status(lora)))
                && remains.documents("generation-service", "generations")
                        .values()
                        .stream()
                        .allMatch(job -> JOB_ENDS.contains(status(job)))
                && remains.documents("storage-worker", "removals")
                        .values()
                        .stream()
                        .noneMatch(removal -> status(removal).equals("due"))
                && remains.unpublished().isEmpty();
    }

    /** The same when every ticket has run out. */
    static boolean isSwept(Remains remains) {
        return isAtRest(remains) && remains.openUploads().isEmpty()
                && remains.remoteJobs().stream().allMatch(Aftermath::hasEnded)
                && remains.documents("lora-api", "loras")
                        .values()
                        .stream()
                        .noneMatch(lora -> status(lora).equals("uploading"));
    }

    static String status(Document document) {
        return state(document).getString("status");
    }

    private static Document state(Document document) {
        return document.get("state", Document.class);
    }

    private void uploads() {
        for (var story : uploads) {
            check(!story.hasContradiction() && !UploadStories.wasRefused(story), "a client was told nonsense", story);
            story.id().ifPresent(id -> {
                var lora = loras.get(id);
                var status = lora == null ? "lost" : isOpen(lora) ? "abandoned" : status(lora);
                check(UploadStories.endings(story).contains(status), "a LoRA is " + status + ", not one of "
                        + UploadStories.endings(story), story);
            });
        }
        loras.forEach((id, lora) -> {
            check(isOpen(lora) || LORA_ENDS.contains(status(lora)), "LoRA " + id + " has not come to rest",
                    lora.toJson());
            check(!status(lora).equals("rejected") || !at(lora, "state", "reason").getString("code").isEmpty(),
                    "LoRA " + id + " was rejected without a reason", lora.toJson());
        });
    }

    /** Whoever walks away is waited for until the ticket runs out. */
    private boolean isOpen(Document lora) {
        return !later && status(lora).equals("uploading");
    }

    private void orders() {
        var ends = endEvents();
        var prompts = jobs.values()
                .stream()
                .map(Aftermath::prompt)
                .collect(Collectors.groupingBy(prompt -> prompt,
                        Collectors.counting()));
        for (var story : orders) {
            check(!story.hasContradiction(), "a client was told nonsense", story);
            check(prompts.getOrDefault(story.title(), 0L) <= 1, "one key gave two jobs", story);
            story.id().ifPresent(id -> check(jobs.containsKey(id), "an accepted order is lost", story));
        }
        jobs.forEach((id, job) -> {
            var status = status(job);
            check(JOB_ENDS.contains(status), "job " + id + " has not ended", told(job));
            check(ends.getOrDefault(id, Set.of()).size() == 1, "job " + id + " ended " + ends.get(id), told(job));
            check(!status.equals("failed") || HONEST.contains(at(job, "state", "failure").getString("code")),
                    "job " + id + " failed with " + state(job).get("failure"), told(job));
        });
    }

    private Map<String, Set<String>> endEvents() {
        var ends = new HashMap<String, Set<String>>();
        for (var event : remains.records(Topic.GENERATION_EVENTS.topicName())) {
            var type = Remains.header(event, CloudEventHeaders.TYPE);
            if (JOB_ENDS.stream().anyMatch(end -> type.contains("." + end + "."))) {
                ends.computeIfAbsent(event.key(), _ -> new HashSet<>())
                        .add(Remains.header(event, "ce_id") + " " + type);
            }
        }
        return ends;
    }

    private Object told(Document job) {
        return orders.stream()
                .filter(story -> story.title().equals(prompt(job)))
                .map(story -> story + "\n" + job.toJson())
                .findFirst()
                .orElseGet(job::toJson);
    }

    private static String prompt(Document job) {
        return String.valueOf(at(job, "state", "job", "asked", "parameters").get("prompt"));
    }

    /** Every object that is claimed is there, and every object that is there is claimed. */
    private void bucket() {
        var objects = new HashMap<>(remains.objects("loras/"));
        loras.forEach((id, lora) -> {
            if (status(lora).equals("ready")) {
                var proven = at(lora, "state", "proof", "object");
                var object = objects.remove(proven.getString("key"));
                check(object != null && object.size() == number(proven, "size")
                        && object.eTag().replace("\"", "").equals(proven.getString("etag").replace("\"", "")),
                        "ready LoRA " + id + " has not the object that was proven", lora.toJson() + " " + object);
            } else if (isOpen(lora)) {
                objects.remove(at(lora, "state", "identity", "expected").getString("key"));
            }
        });
        check(objects.isEmpty(), "objects that nobody claims", objects.keySet());
        var videos = new HashMap<>(remains.objects("videos/"));
        jobs.forEach((id, job) -> {
            if (status(job).equals("succeeded")) {
                var video = at(job, "state", "video");
                var object = videos.remove(video.getString("key"));
                check(object != null && object.size() == number(video, "size"),
                        "job " + id + " succeeded without its video", told(job));
                videos.remove(String.valueOf(video.get("thumbnail")));
            }
        });
        check(videos.isEmpty(), "videos that nobody claims", videos.keySet());
        check(remains.objects("thumbnails/").isEmpty(), "thumbnails that nobody claims", "");
        check(!later || remains.openUploads().isEmpty(), "open multipart uploads", remains.openUploads());
    }

    private void topics() {
        check(remains.unpublished().isEmpty(), "events that were never published", remains.unpublished());
        for (var topic : Topic.values()) {
            for (var group : topic.groups()) {
                var dead = remains.records(topic.deadLettersOf(group));
                check(dead.isEmpty(), "dead letters of " + group, dead);
            }
        }
    }

    /** The topic as a stranger would read it, and our own copy of it, are the library. */
    private void catalogue() {
        var library = loras.values()
                .stream()
                .filter(lora -> status(lora).equals("ready"))
                .map(lora -> lora.getString("_id"))
                .collect(Collectors.toSet());
        var told = new HashMap<String, Boolean>();
        for (var event : remains.records(Topic.LORA_CATALOGUE.topicName())) {
            if (!Remains.header(event, CloudEventHeaders.TYPE).contains("digest")) {
                told.put(event.key(), event.value() != null);
            }
        }
        told.values().removeIf(exists -> !exists);
        check(told.keySet().equals(library), "the catalogue is not the library", told.keySet() + "\n" + library);
        var copy = remains.documents("generation-service", "catalogue");
        copy.values().removeIf(entry -> !status(entry).equals("known"));
        check(copy.keySet().equals(library), "the copy is not the library", copy.keySet() + "\n" + library);
    }

    private void account() {
        var account = Objects.requireNonNull(remains.documents("lora-api", "workspaces").get("demo"));
        var contents = at(account, "state", "contents");
        long proven = loras.values()
                .stream()
                .filter(lora -> status(lora).equals("ready"))
                .mapToLong(lora -> number(at(lora, "state", "proof", "object"), "size"))
                .sum();
        check(number(contents, "usedBytes") == proven
                && (!later || contents.getList("reserved", Document.class).isEmpty()),
                "the account is not what " + proven + " bytes come to", contents.toJson());
    }

    /** Two jobs for one order never live at the same time. */
    private void remoteJobs() {
        var ofOrder = remains.remoteJobs()
                .stream()
                .collect(Collectors.groupingBy(Aftermath::remotePrompt));
        ofOrder.forEach((order, attempts) -> {
            for (int first = 0; first < attempts.size(); first++) {
                var one = attempts.get(first);
                check(!later || hasEnded(one), "a job still lives at RunPod", one);
                attempts.subList(first + 1, attempts.size())
                        .forEach(other -> check(!overlap(one, other), "two jobs for order " + order,
                                one + "\n" + other));
            }
        });
    }

    /** In a workflow, the first text is what is wanted. */
    private static String remotePrompt(JsonNode job) {
        return job.at("/order/input/workflow")
                .valueStream()
                .filter(node -> node.path("class_type").asString("").contains("TextEncode"))
                .map(node -> node.at("/inputs/text").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return begin(one).isBefore(end(other)) && begin(other).isBefore(end(one));
    }

    private static Instant begin(JsonNode job) {
        return Instant.parse(job.at("/order/submitted").asString());
    }

    private static boolean hasEnded(JsonNode job) {
        return !job.at("/state/endedAt").asString("").isEmpty();
    }

    /** At the latest when RunPod forgets it. */
    private static Instant end(JsonNode job) {
        return hasEnded(job)
                ? Instant.parse(job.at("/state/endedAt").asString())
                : begin(job).plus(Duration.parse(job.at("/order/ttl").asString()));
    }

    private static long number(Document document, String name) {
        return document.get(name, Number.class).longValue();
    }

    private static Document at(Document document, String... path) {
        var at = document;
        for (var name : path) {
            at = at.get(name, Document.class);
        }
        return at;
    }

    private void check(boolean holds, String what, Object which) {
        if (!holds) {
            violations.add(what + ": " + which);
        }
    }
}
