package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.runpod.Change;
import dev.lorikeet.embedded.runpod.Job;
import dev.lorikeet.embedded.runpod.PendingWebhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Jobs and callbacks, a file each: the real RunPod would not go down with this process. */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final String ENDING = ".json";

    private final Path jobs;
    private final Path webhooks;

    private Records(Path jobs, Path webhooks) {
        this.jobs = jobs;
        this.webhooks = webhooks;
    }

    static Records in(Path directory) {
        try {
            return new Records(Files.createDirectories(directory.resolve("jobs")),
                    Files.createDirectories(directory.resolve("webhooks")));
        } catch (IOException e) {
            throw new PlatformFailure(
                    "The RunPod stand-in cannot keep jobs in %s (%s); choose a writable data directory with --data DIR."
                            .formatted(directory, PlatformFailure.reasonOf(e)),
                    e);
        }
    }

    void write(Change change) {
        switch (change) {
            case Change.OfJob(var id, var job) -> write(jobs.resolve(id + ENDING), job);
            case Change.OfWebhook(var id, var webhook) -> write(webhooks.resolve(id + ENDING), webhook);
        }
    }

    List<Job> jobs() {
        return read(jobs, Job.class).stream()
                .sorted((one, other) -> one.order().submitted().compareTo(other.order().submitted()))
                .toList();
    }

    List<PendingWebhook> webhooks() {
        return read(webhooks, PendingWebhook.class);
    }

    /** By another name first, so that a kill leaves the old record or the new one. */
    private static void write(Path file, Optional<?> record) {
        try {
            if (record.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            var unfinished = file.resolveSibling(file.getFileName() + ".new");
            Files.write(unfinished, JsonMapper.shared().writeValueAsBytes(record.get()));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> read(Path directory, Class<T> type) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .map(file -> readOne(file, type))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that cannot be read is of another version: its job is lost, which can happen with the real one too. */
    private static <T> Optional<T> readOne(Path file, Class<T> type) {
        try {
            return Optional.ofNullable(JsonMapper.shared().readValue(Files.readAllBytes(file), type));
        } catch (IOException | JacksonException unreadable) {
            LOG.warn("{} cannot be read and is left out", file, unreadable);
            return Optional.empty();
        }
    }
}
