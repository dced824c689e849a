package dev.lorikeet.embedded.runpod;

import java.util.Optional;

/** What has to be written down, so that a platform that was killed finds it again. Empty means gone. */
public sealed interface Change {
    record OfJob(String id, Optional<Job> job) implements Change {}

    record OfWebhook(String id, Optional<PendingWebhook> webhook) implements Change {}
}
