package dev.lorikeet.embedded.runpod;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which records differ from what was last written down. */
final class Changes {
    private final Set<String> jobs = new LinkedHashSet<>();
    private final Set<String> webhooks = new LinkedHashSet<>();

    void touchedJob(String id) {
        jobs.add(id);
    }

    void touchedWebhook(String id) {
        webhooks.add(id);
    }

    List<Change> take(Function<String, Change> ofJob, Function<String, Change> ofWebhook) {
        var taken = Stream.concat(jobs.stream().map(ofJob), webhooks.stream().map(ofWebhook)).toList();
        jobs.clear();
        webhooks.clear();
        return taken;
    }
}
