package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.embedded.runpod.Job;
import dev.lorikeet.embedded.runpod.JobStatus;
import org.jspecify.annotations.Nullable;

/** What holds of jobs, and of what RunPod does for them. */
final class JobTruths extends Observer {
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");

    /** So long a job may be on its way from the look at the copy to RunPod. */
    private static final Duration PREPARED = Duration.ofSeconds(60);

    private final World world;
    private final Truths truths;
    private final TryTruths tries;
    /** Until when the copy of the catalogue says that a LoRA may be used, and for whom. */
    private final Map<String, Instant> usable = new HashMap<>();
    /** Whose try a job of RunPod is, which it may have forgotten when its result is accepted. */
    private final Map<String, String> attempts = new HashMap<>();

    JobTruths(World world, Truths truths) {
        this.world = world;
        this.truths = truths;
        this.tries = new TryTruths(world, truths);
    }

    @Override
    void documentChanged(String collection, @Nullable StoredDocument before, @Nullable StoredDocument after,
            @Nullable String outboxKey) {
        if (collection.equals("generation-service/catalogue")) {
            copy(before, after);
        } else if (collection.equals("generation-service/generations")) {
            truths.demand(after != null, 3, "an order that was taken stays", before == null ? "" : before);
            if (after != null && (before == null || before.version() != after.version())) {
                job(Tree.of(before), Tree.of(after), after);
            }
        }
    }

    /** Until now it said what it said before, and from now on what it says after. */
    private void copy(@Nullable StoredDocument before, @Nullable StoredDocument after) {
        usable(before).ifPresent(name -> usable.put(name, world.agenda().instant()));
        usable(after).ifPresent(name -> usable.put(name, Instant.MAX));
    }

    private static Optional<String> usable(@Nullable StoredDocument copied) {
        var entry = Tree.of(copied).at("entry");
        return copied != null && entry.at("status").text().equals("ready")
                ? Optional.of(nameOf(copied.id(), entry.at("workspace").text(), entry.at("object")))
                : Optional.empty();
    }

    private static String nameOf(String lora, String workspace, Tree object) {
        return lora + " " + workspace + " " + object.at("key").text() + " " + object.at("etag").text();
    }

    private void job(Tree was, Tree is, StoredDocument document) {
        truths.demand(!ENDED.contains(was.status()) || (was.node() != null && was.node().equals(is.node())), 13,
                "an end is final", document.id() + " was " + was.status() + " and is " + is.status());
        tries.changed(document.id(), was, is);
        if (is.status().equals("submitting") && !was.status().equals("submitting")) {
            submitting(is, document);
        }
        if (is.status().equals("succeeded")) {
            succeeded(is, document);
        }
        seen(was, is);
    }

    private void submitting(Tree is, StoredDocument document) {
        var workspace = is.at("job", "workspace").text();
        is.at("job", "used", "loras").all().forEach(lora -> {
            world.sometimes().saw("a job was sent with a LoRA");
            var id = lora.at("lora").text();
            var since = world.agenda().instant().minus(PREPARED);
            truths.demand(!usable.getOrDefault(nameOf(id, workspace, lora.at("object")), Instant.MIN).isBefore(since),
                    9,
                    "only LoRAs are sent that are ready for that workspace", document.id() + " with " + id);
            var own = world.twins().collection("lora-api", "loras");
            own.find(id)
                    .subscribe(found -> truths.demand(
                            Tree.of(found).toString().contains("workspace=" + workspace), 15,
                            "nobody uses what belongs to another workspace", document.id() + " with " + id));
        });
    }

    private void succeeded(Tree is, StoredDocument document) {
        if (world.twins().cloud.job(is.at("remoteJob").text()).isEmpty()) {
            world.sometimes().saw("a result was kept that RunPod had forgotten by then");
        }
        truths.demand((document.id() + "." + is.at("attempt", "number").text())
                .equals(attempts.get(is.at("remoteJob").text())), 11,
                "the accepted result is that of the accepted attempt", document.id());
        truths.demand(world.twins().bucket.look(is.at("video", "key").text()) != null, 1,
                "a video that is announced is stored", document.id());
    }

    private static String jobOf(Job remote) {
        return remote.order().input().at("/lorikeet/job").asString("");
    }

    /** Its token tells: {@code job.attempt.secret}. */
    private static String attemptOf(Job remote) {
        var webhook = String.valueOf(remote.order().webhook());
        return webhook.substring(webhook.lastIndexOf('/') + 1, Math.max(0, webhook.lastIndexOf('.')));
    }

    @Override
    void cloudChanged() {
        var live = new HashSet<String>();
        for (var remote : world.twins().cloud.jobs()) {
            if (attempts.putIfAbsent(remote.id(), attemptOf(remote)) == null) {
                tries.given(jobOf(remote), remote.order().ttl());
            }
            if (isLive(remote)) {
                truths.demand(live.add(jobOf(remote)), 10, "RunPod never has two live jobs for one order",
                        jobOf(remote));
            }
        }
    }

    static boolean isLive(Job remote) {
        return (remote.state().status() == JobStatus.IN_QUEUE || remote.state().status() == JobStatus.IN_PROGRESS)
                && remote.state().endedAt() == null;
    }

    private void seen(Tree was, Tree is) {
        boolean ambiguous = was.status().equals("submitting")
                && !world.agenda().instant().isBefore(Instant.parse(was.at("attempt", "forgottenAt").text()));
        if (ambiguous && (is.status().equals("queued") || is.status().equals("failed"))) {
            world.sometimes().saw("an ambiguous attempt was settled by its time to live");
        }
        if (was.status().equals("queued") && is.at("failure", "code").text().equals("LORA_GONE")) {
            world.sometimes().saw("a deleted LoRA failed a waiting job");
        }
        if (was.status().equals("submitting") && is.status().equals("running")) {
            world.sometimes().saw("a job runs");
        }
        if (!was.status().equals(is.status()) && ENDED.contains(is.status())) {
            world.sometimes().saw("a job " + is.status());
        }
        if (is.status().equals("cancelling") && !was.status().equals("cancelling")) {
            world.sometimes().saw("a job was cancelled while RunPod had it");
        }
    }
}
