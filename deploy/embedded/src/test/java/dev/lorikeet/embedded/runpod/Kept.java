package dev.lorikeet.embedded.runpod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a disk would keep, in memory. */
final class Kept {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, PendingWebhook> webhooks = new LinkedHashMap<>();

    void write(List<Change> changes) {
        changes.forEach(change -> {
            switch (change) {
                case Change.OfJob(var id, var job) -> write(jobs, id, job);
                case Change.OfWebhook(var id, var webhook) -> write(webhooks, id, webhook);
            }
        });
    }

    private static <T> void write(Map<String, T> records, String id, Optional<T> value) {
        value.ifPresentOrElse(there -> records.put(id, there), () -> records.remove(id));
    }

    List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    List<PendingWebhook> webhooks() {
        return List.copyOf(webhooks.values());
    }

    boolean hasWebhook(String id) {
        return webhooks.containsKey(id);
    }
}
