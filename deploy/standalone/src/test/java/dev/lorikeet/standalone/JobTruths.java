package dev.lorikeet.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;
import tools.jackson.databind.JsonNode;

/** What holds of jobs, and of what RunPod did for them. */
record JobTruths(Inventory inventory, Collection<Story> orders) {
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");
    /** What a job may honestly say that was under way when everything around it died. */
    private static final Set<String> HONEST = Set.of("LOST", "WORKER_LOST", "TIMEOUT", "LORA_GONE", "LORA_MISSING",
            "NO_CAPACITY");

    static boolean isEnd(String status) {
        return ENDS.contains(status);
    }

    void check() {
        var ends = endEvents();
        inventory.jobs().forEach((id, job) -> {
            inventory.check(isEnd(job.status()), "job " + id + " has not ended", told(job));
            inventory.check(ends.getOrDefault(id, Set.of()).size() == 1, "job " + id + " ended " + ends.get(id),
                    told(job));
            usesItsOwnLoras(id, job);
        });
        inventory.eachJob("failed", (id, job) -> inventory.check(
                HONEST.contains(job.state().at("failure", "code").text()),
                "job " + id + " failed with " + job.state().at("failure"), told(job)));
        inventory.documents("generation-service/lanes")
                .forEach((id, lane) -> inventory.check(lane.state().at("slots").all().isEmpty(),
                        "jobs that ended still have places of " + id, lane));
        remoteJobs();
    }

    private Map<String, Set<String>> endEvents() {
        var ends = new HashMap<String, Set<String>>();
        for (var event : inventory.said(Topic.GENERATION_EVENTS)) {
            var type = event.header(CloudEventHeaders.TYPE);
            if (ENDS.stream().anyMatch(end -> type.contains("." + end + "."))) {
                ends.computeIfAbsent(event.key(), _ -> new HashSet<>()).add(event.id() + " " + type);
            }
        }
        return ends;
    }

    private void usesItsOwnLoras(String id, Tree job) {
        var workspace = job.state().at("job", "workspace").text();
        job.state().at("job", "used", "loras").all().forEach(used -> {
            var lora = inventory.loras().getOrDefault(used.at("lora").text(), new Tree(null));
            var owner = LibraryTruths.ownerOf(lora);
            inventory.check(owner.equals(workspace), "job " + id + " of " + workspace + " used a LoRA of " + owner,
                    told(job));
        });
    }

    private Object told(Tree job) {
        return orders.stream()
                .filter(story -> story.title().equals(prompt(job)))
                .map(story -> story + "\n" + job)
                .findFirst()
                .orElseGet(job::toString);
    }

    static String prompt(Tree job) {
        return job.state().at("job", "asked", "parameters", "prompt").text();
    }

    /** Two jobs for one order never live at the same time. */
    private void remoteJobs() {
        var remote = inventory.remains().remoteJobs();
        remote.now()
                .forEach(job -> inventory.check(!inventory.isLater() || hasEnded(job), "a job still lives at RunPod",
                        job));
        var ofOrder = remote.everSeen().stream().collect(Collectors.groupingBy(JobTruths::remotePrompt));
        ofOrder.forEach((order, attempts) -> {
            for (int first = 0; first < attempts.size(); first++) {
                var one = attempts.get(first);
                attempts.subList(first + 1, attempts.size())
                        .forEach(other -> inventory.check(!overlap(one, other), "two jobs for order " + order,
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

    static boolean hasEnded(JsonNode job) {
        return !job.at("/state/endedAt").asString("").isEmpty();
    }

    /** At the latest when RunPod forgets it. */
    private static Instant end(JsonNode job) {
        return hasEnded(job)
                ? Instant.parse(job.at("/state/endedAt").asString())
                : begin(job).plus(Duration.parse(job.at("/order/ttl").asString()));
    }
}
