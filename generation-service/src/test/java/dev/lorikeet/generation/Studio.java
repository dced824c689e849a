package dev.lorikeet.generation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.generation.catalogue.PlayedLibrary;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.Finish;
import dev.lorikeet.generation.job.GenerationCommand.Request;
import dev.lorikeet.generation.job.GenerationCommand.Submit;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.job.Video;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.notice.Notices;
import dev.lorikeet.http.testing.ApiClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One workspace of a running service, with LoRAs as lora-api would announce them and jobs in every state there is. The
 * jobs are for a worker that nobody has; they stay as they are only where due work is never looked for.
 */
final class Studio {
    static final Duration LIMIT = Duration.ofSeconds(60);
    /** So that a job of ours stays as it is. */
    static final String NO_WORK = "--lorikeet.delivery.work.sweep-every=1h";
    private static final String SECRET = "a-secret-of-the-tests-0123456789";
    private static final Duration HOUR = Duration.ofHours(1);

    private final RunningGenerationService service;
    private final String workspace;

    Studio(RunningGenerationService service, String workspace) {
        this.service = service;
        this.workspace = workspace;
    }

    ApiClient as(String role) {
        return GenerationService.on(service.port()).as(service.tokens().member(workspace, role));
    }

    /** A proven LoRA with an object of these contents; returns once the service can find it. */
    LoraId lora(String name, String contents) {
        var lora = new LoraId(workspace + "-" + name);
        var bytes = contents.getBytes(StandardCharsets.UTF_8);
        var key = new ObjectKey("loras/20260131/12/" + workspace + "/" + lora.value() + "/" + name + ".safetensors");
        var bucket = bean(JobBucket.class);
        bucket.put(key, "application/octet-stream", bytes).block(LIMIT);
        var object = Objects.requireNonNull(bucket.describe(key).block(LIMIT));
        var entry = PlayedLibrary.entry(lora, new WorkspaceId(workspace), object, CatalogueStatus.READY);
        announce(new CatalogueEntry(lora, entry.workspace(), entry.status(), name + ".safetensors", object,
                Sha256.of(bytes), entry.facts(), entry.description(), entry.uploadedAt(), entry.updatedAt()), 1);
        await().atMost(LIMIT)
                .until(() -> Boolean.TRUE.equals(bean(Catalogue.class).find(lora).hasElement().block(LIMIT)));
        return lora;
    }

    private void announce(CatalogueEntry entry, long sequence) {
        var record = new EventCodec().encode(new EventEnvelope<>(entry.lora().value() + "." + sequence,
                "/lora-api/loras", sequence, Instant.now(), null, entry));
        var publisher = Objects.requireNonNull(bean(EventLog.class).open("lora-api-of-a-test").block(LIMIT));
        publisher.publish(List.of(record)).block(LIMIT);
        publisher.close().block(LIMIT);
    }

    /** Not to be sent to anybody for an hour. */
    String queued() {
        return requested(Instant.now().plus(HOUR)).value();
    }

    String cancelled() {
        return cancelled(order(version(), List.of()));
    }

    String cancelled(Order order) {
        var job = requested(Instant.now(), order);
        send(job, new Cancel());
        return job.value();
    }

    /** With somebody who wants to know. */
    String cancelledAndTold() {
        var id = new GenerationId(UUID.randomUUID().toString());
        var job = Job.of(id, new WorkspaceId(workspace), "kim", "nowhere", order(version(), List.of()), Instant.now(),
                null, null).notifying(bean(Notices.class).wanted(URI.create("https://example.org/hook")));
        bean(Generations.class).request(new Request(job, Instant.now().plus(HOUR))).block(LIMIT);
        send(id, new Cancel());
        return id.value();
    }

    String version() {
        return bean(Models.class).find("wan22").orElseThrow().version();
    }

    static Order order(String version, List<ChosenLora> loras) {
        return new Order("wan22", version, new Parameters(Map.of("prompt", "Rain", "seed", 7L)), loras,
                OnLoraFailure.FAIL);
    }

    String submitting() {
        return submitted().value();
    }

    String running() {
        var job = submitted();
        send(job, new Accepted(1, "remote-of-" + job.value(), Instant.now().plus(HOUR)));
        return job.value();
    }

    String succeeded() {
        var job = submitted();
        send(job, new Accepted(1, "remote-of-" + job.value(), Instant.now().plus(HOUR)));
        var key = new ObjectKey("videos/" + workspace + "/" + job.value() + ".mp4");
        send(job, new Finish(1, "remote-of-" + job.value(), new Video(key, "video/mp4", 9,
                Sha256.of(new byte[9]), null), "worker-7", 1_500L, null));
        return job.value();
    }

    /** What RunPod would call us back with for the first attempt of a job that it has. */
    static String callbackOf(String job) {
        return job + ".1." + SECRET;
    }

    private GenerationId submitted() {
        var job = requested(Instant.now());
        send(job, new Submit(1, Sha256.of(SECRET.getBytes(StandardCharsets.US_ASCII)), Instant.now().plus(HOUR),
                Instant.now().plus(HOUR)));
        return job;
    }

    private GenerationId requested(Instant at) {
        return requested(at, order(version(), List.of()));
    }

    private GenerationId requested(Instant at, Order order) {
        var id = new GenerationId(UUID.randomUUID().toString());
        var job = Job.of(id, new WorkspaceId(workspace), "kim", "nowhere", order, at, null, null);
        bean(Generations.class).request(new Request(job, at.plus(HOUR))).block(LIMIT);
        return id;
    }

    private void send(GenerationId job, GenerationCommand command) {
        assertThat(Objects.requireNonNull(bean(Generations.class).send(job, command).block(LIMIT)))
                .isInstanceOf(Outcome.Done.class);
    }

    private <T> T bean(Class<T> type) {
        return service.context().getBean(type);
    }
}
