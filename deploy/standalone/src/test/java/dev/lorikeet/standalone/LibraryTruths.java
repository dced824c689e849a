package dev.lorikeet.standalone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds of LoRAs, of their proofs and digests, of what the catalogue says of them, and of their accounts. */
final class LibraryTruths {
    private static final Set<String> ENDS = Set.of("ready", "rejected", "abandoned", "deleted");

    private final Inventory inventory;
    /** Those of the library, as the catalogue has to tell of them. */
    private final Map<String, Object> library;

    LibraryTruths(Inventory inventory) {
        this.inventory = inventory;
        this.library = inventory.ready().collect(Collectors.toMap(LibraryTruths::idOf, LibraryTruths::entry));
    }

    static String idOf(Tree lora) {
        return lora.at("_id").text();
    }

    /** Wherever its state has what it is. */
    static String ownerOf(Tree lora) {
        return Stream.of(lora.state(), lora.state().at("was"), lora.state().at("was", "was"))
                .flatMap(state -> state.at("identity", "workspace").found().stream())
                .findFirst()
                .orElse("nobody");
    }

    void check() {
        inventory.loras().forEach((id, lora) -> {
            inventory.check(inventory.isOpen(lora) || ENDS.contains(lora.status()),
                    "LoRA " + id + " has not come to rest", lora);
            inventory.check(!lora.status().equals("rejected")
                    || lora.state().at("reason", "code").found().isPresent(),
                    "LoRA " + id + " was rejected without a reason", lora);
        });
        inventory.ready().forEach(this::proof);
        catalogue();
        copy();
        accounts();
        inventory.documents("storage-worker/removals")
                .forEach((id, removal) -> inventory.check(
                        !removal.status().equals("due") && !Rest.isOverdue(removal, inventory.now()),
                        "the removal of LoRA " + id + " is overdue", removal));
    }

    private void proof(Tree lora) {
        var id = idOf(lora);
        var proof = lora.state().at("proof");
        var verified = inventory.documents("storage-worker/verifications").getOrDefault(id, new Tree(null));
        inventory.check(verified.status().equals("proven")
                && verified.state().at("object").says(proof.at("object")),
                "ready LoRA " + id + " was not proven with this object", lora + "\n" + verified);
        var hashed = inventory.documents("storage-worker/hashings").getOrDefault(id, new Tree(null));
        inventory.check(hashed.status().equals("announced")
                && hashed.state().at("digests", "sha256").says(proof.at("sha256")),
                "ready LoRA " + id + " has not the digest that was announced", lora + "\n" + hashed);
    }

    /** The topic as a stranger would read it: every word of it, and not only that the same LoRAs are there. */
    private void catalogue() {
        var told = new HashMap<String, Object>();
        inventory.catalogue().forEach((id, event) -> {
            if (event.body() != null) {
                told.put(id, event.content().plain());
            }
        });
        equal("catalogue", told);
    }

    private void copy() {
        var copy = new HashMap<String, Object>();
        var catalogue = inventory.catalogue();
        inventory.documents("generation-service/catalogue").forEach((id, known) -> {
            var newest = catalogue.get(id);
            inventory.check(
                    newest == null || String.valueOf(newest.sequence()).equals(known.at("state", "sequence").text()),
                    "the copy of LoRA " + id + " is not as of the newest word of the catalogue",
                    known + "\n" + newest);
            if (known.status().equals("known")) {
                copy.put(id, known.state().at("entry").plain());
            }
        });
        equal("copy", copy);
    }

    private void equal(String what, Map<String, Object> told) {
        inventory.check(told.keySet().equals(library.keySet()), "the " + what + " is not the library",
                told.keySet() + "\n" + library.keySet());
        library.forEach((id, entry) -> inventory.check(entry.equals(told.getOrDefault(id, entry)),
                "the " + what + " has something else of LoRA " + id, told.get(id) + "\n" + entry));
    }

    private static Object entry(Tree lora) {
        var state = lora.state();
        var entry = new HashMap<String, Object>();
        entry.put("lora", idOf(lora));
        entry.put("status", "ready");
        put(entry, "workspace", state.at("identity", "workspace"));
        put(entry, "fileName", state.at("identity", "expected", "fileName"));
        for (var name : List.of("object", "sha256", "facts")) {
            put(entry, name, state.at("proof", name));
        }
        for (var name : List.of("description", "uploadedAt", "updatedAt")) {
            put(entry, name, state.at(name));
        }
        return new Tree(entry).plain();
    }

    private static void put(Map<String, Object> entry, String name, Tree value) {
        if (value.node() != null) {
            entry.put(name, value.node());
        }
    }

    private void accounts() {
        var accounts = inventory.documents("lora-api/workspaces");
        accounts.forEach(this::account);
        inventory.ready()
                .forEach(lora -> inventory.check(accounts.containsKey(ownerOf(lora)),
                        "nobody counts LoRA " + idOf(lora), accounts.keySet()));
    }

    private void account(String workspace, Tree account) {
        var contents = account.state().at("contents");
        var sizes = inventory.ready()
                .filter(lora -> ownerOf(lora).equals(workspace))
                .mapToLong(lora -> lora.state().at("proof", "object", "size").number())
                .summaryStatistics();
        inventory.check(contents.at("usedBytes").number() == sizes.getSum()
                && contents.at("loraCount").number() == sizes.getCount()
                && (!inventory.isLater() || contents.at("reserved").all().isEmpty()),
                "the account of " + workspace + " is not what its LoRAs come to, " + sizes, contents);
    }
}
