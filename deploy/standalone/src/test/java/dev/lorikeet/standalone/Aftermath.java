package dev.lorikeet.standalone;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold when everything that went wrong is over and has come to rest. Gathers everything that does not. */
final class Aftermath {
    private final Inventory inventory;
    private final Collection<Story> uploads;
    private final Collection<Story> orders;

    private Aftermath(Inventory inventory, Collection<Story> uploads, Collection<Story> orders) {
        this.inventory = inventory;
        this.uploads = uploads;
        this.orders = orders;
    }

    /** Where no ticket has run out yet. */
    static List<String> violations(Remains remains, Collection<Story> uploads, Collection<Story> orders) {
        return violations(remains, Duration.ZERO, uploads, orders);
    }

    /** @param later how much later the services believe it is: every ticket has run out, and the bucket was swept */
    static List<String> violations(Remains remains, Duration later, Collection<Story> uploads,
            Collection<Story> orders) {
        return violations(new Inventory(remains, later), uploads, orders);
    }

    static List<String> violations(Inventory inventory, Collection<Story> uploads, Collection<Story> orders) {
        var after = new Aftermath(inventory, uploads, orders);
        after.uploads();
        after.orders();
        new LibraryTruths(inventory).check();
        new BucketTruths(inventory).check();
        new JobTruths(inventory, orders).check();
        new DeliveryTruths(inventory).check();
        new SecrecyTruths(inventory).check();
        return inventory.violations();
    }

    private void uploads() {
        for (var story : uploads) {
            inventory.check(!story.hasContradiction() && !UploadStories.wasRefused(story),
                    "a client was told nonsense", story);
            story.id().ifPresent(id -> upload(id, story));
        }
    }

    private void upload(String id, Story story) {
        var lora = inventory.loras().get(id);
        var status = lora == null ? "lost" : inventory.isOpen(lora) ? "abandoned" : lora.status();
        inventory.check(UploadStories.endings(story).contains(status), "a LoRA is " + status + ", not one of "
                + UploadStories.endings(story), story);
        inventory.check(lora == null || LibraryTruths.ownerOf(lora).equals(story.workspace()),
                "a LoRA is in another workspace than " + story.workspace(), lora + "\n" + story);
    }

    private void orders() {
        var prompts = inventory.jobs()
                .values()
                .stream()
                .map(JobTruths::prompt)
                .collect(Collectors.groupingBy(prompt -> prompt, Collectors.counting()));
        for (var story : orders) {
            inventory.check(!story.hasContradiction(), "a client was told nonsense", story);
            inventory.check(prompts.getOrDefault(story.title(), 0L) <= 1, "one key gave two jobs", story);
            story.id()
                    .ifPresent(id -> inventory.check(inventory.jobs().containsKey(id), "an accepted order is lost",
                            story));
        }
    }
}
