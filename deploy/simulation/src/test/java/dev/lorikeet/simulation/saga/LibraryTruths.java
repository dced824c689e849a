package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;

/** What holds of LoRAs, their proofs, their objects and their accounts. */
final class LibraryTruths extends Observer {
    private static final String LORAS = "lora-api/loras";
    private static final String PROOFS = "storage-worker/verifications";
    private static final Set<String> FINAL = Set.of("abandoned", "deleted");

    private final World world;
    private final Truths truths;
    private final Set<String> proven = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    /** Of objects that were found to be bad, whether or not their owner has heard it. */
    private final Set<String> verdicts = new HashSet<>();
    /** LoRAs of uploads through us of which nobody can tell whether they were saved. */
    private final Set<String> unsaved = new HashSet<>();
    /** By the key of its object. */
    private final Map<String, StoredDocument> owners = new HashMap<>();

    LibraryTruths(World world, Truths truths) {
        this.world = world;
        this.truths = truths;
    }

    @Override
    void documentChanged(String collection, @Nullable StoredDocument before, @Nullable StoredDocument after,
            @Nullable String outboxKey) {
        switch (collection) {
            case LORAS -> lora(before, after);
            case PROOFS -> proof(before, after);
            case "lora-api/workspaces" -> account(after);
            default -> {}
        }
    }

    private void lora(@Nullable StoredDocument before, @Nullable StoredDocument after) {
        truths.demand(after != null, 3, "a LoRA that was saved stays", before == null ? "" : before);
        if (after == null || (before != null && before.version() == after.version())) {
            return;
        }
        var was = Tree.of(before);
        var is = Tree.of(after);
        truths.demand(!FINAL.contains(was.status()) || was.status().equals(is.status()), 13,
                "an end is final", after.id() + " was " + was.status() + " and is " + is.status());
        var key = keyOf(is);
        owners.put(key, after);
        switch (is.status()) {
            case "ready" -> ready(after, is);
            case "uploading", "verifying" -> truths.demand(!removed.contains(key), 8,
                    "no removed key is written or referenced again", key);
            default -> {}
        }
        seen(was, is);
    }

    private static String keyOf(Tree lora) {
        for (var holder : new Tree[]{lora, lora.at("was"), lora.at("was", "was")}) {
            var key = holder.at("identity", "expected", "key").found();
            if (key.isPresent()) {
                return key.get();
            }
        }
        return "";
    }

    private void ready(StoredDocument document, Tree is) {
        var object = is.at("proof", "object");
        var stored = world.twins().bucket.look(object.at("key").text());
        truths.demand(stored != null && stored.size() == object.at("size").number()
                && stored.etag().value().equals(object.at("etag").text()), 1,
                "what is ready has its object, exactly as proven", document.id() + " " + object + " " + stored);
        truths.demand(proven.contains(document.id() + object.node()), 2,
                "what is ready was proven, that very object", document.id());
    }

    private void proof(@Nullable StoredDocument before, @Nullable StoredDocument after) {
        var is = Tree.of(after);
        if (after != null && is.status().equals("proven")) {
            proven.add(after.id() + is.at("object").node());
        }
        if (is.status().equals("refuted")) {
            verdicts.add(is.at("key").text());
        }
        if (is.status().equals("unsaved") && !Tree.of(before).status().equals("unsaved")) {
            world.sometimes().saw("a sweep disowned an object");
        }
    }

    private void account(@Nullable StoredDocument after) {
        var contents = Tree.of(after).at("contents");
        long reserved = contents.at("reserved").all().stream().mapToLong(one -> one.at("size").number()).sum();
        truths.demand(contents.at("usedBytes").number() + reserved <= Settings.QUOTA.bytes().toBytes()
                && contents.at("loraCount").number() + contents.at("reserved").all().size() <= Settings.QUOTA.loras(),
                12, "no workspace holds more than its quota", contents.node() == null ? "" : contents);
    }

    @Override
    public void appended(WireRecord record) {
        if (DeliveryTruths.isDirect(record)) {
            unsaved.add(record.key());
        }
    }

    private boolean isUnsaved(@Nullable StoredDocument lora) {
        return lora != null && unsaved.contains(lora.id());
    }

    @Override
    void uploadAborted(String key) {
        var is = Tree.of(owners.get(key));
        truths.demand(isUnsaved(owners.get(key)) || !isOpen(is), 7, "an open upload is never aborted",
                key + " of " + is.status());
        if (is.node() == null) {
            world.sometimes().saw("a sweep aborted an upload of nobody");
        }
    }

    @Override
    void objectChanged(String key, boolean came) {
        if (!key.startsWith("loras/")) {
            return;
        }
        var owner = owners.get(key);
        var is = Tree.of(owner);
        if (came) {
            if (owner != null && is.status().equals("ready")) {
                ready(owner, is);
            }
            return;
        }
        removed.add(key);
        if (world.isFaulty() && (owner == null || is.status().equals("abandoned"))) {
            world.sometimes().saw("what nobody claims was removed while things went wrong");
        }
        truths.demand(!is.status().equals("ready"), 1, "what is ready has its object, exactly as proven",
                key + " was removed");
        truths.demand(verdicts.contains(key) || isUnsaved(owner) || (!is.status().equals("verifying") && !isOpen(is)),
                7,
                "an object of an open upload is never removed", key + " of " + is.status());
        truths.demand(!is.status().equals("deleting") || is.at("was").status().equals("rejected"), 7,
                "nothing is removed while its deletion can be undone", key);
    }

    private boolean isOpen(Tree lora) {
        return lora.status().equals("uploading")
                && world.agenda().instant().isBefore(Instant.parse(lora.at("expiresAt").text()));
    }

    private void seen(Tree was, Tree is) {
        var change = was.status() + " to " + is.status();
        switch (change) {
            case "uploading to abandoned" -> world.sometimes()
                    .saw(is.at("reason").text().equals("expired") ? "a ticket expired" : "an upload was abandoned");
            case "verifying to abandoned" -> world.sometimes().saw("an upload was abandoned while it was proven");
            case "deleting to ready" -> world.sometimes().saw("a deletion was undone");
            case "verifying to ready" -> world.sometimes().saw("a LoRA was proven");
            case "verifying to rejected" -> world.sometimes().saw("a LoRA was rejected");
            case "discarded to deleted" -> world.sometimes().saw("a LoRA was deleted");
            default -> {}
        }
    }
}
