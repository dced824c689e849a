package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.GenerationCommand.Adjusted;
import dev.lorikeet.generation.job.GenerationCommand.Fail;
import dev.lorikeet.generation.job.GenerationCommand.Finish;
import dev.lorikeet.generation.job.GenerationCommand.Request;

/** One job in each of its states, on its second attempt. */
public final class JobSamples {
    static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    static final Instant LATER = NOW.plusSeconds(60);
    static final Instant GIVE_UP = NOW.plusSeconds(7200);
    static final Instant FORGOTTEN = NOW.plusSeconds(3600);
    static final Sha256 SECRET = new Sha256("ab".repeat(32));
    static final Sha256 FINGERPRINT = new Sha256("cd".repeat(32));
    static final String REMOTE = "remote-2-u1";
    static final Attempt ATTEMPT = new Attempt(2, SECRET, NOW, FORGOTTEN);
    static final Video VIDEO = new Video(new ObjectKey("videos/demo/job-1.mp4"), "video/mp4", 1000,
            new Sha256("ef".repeat(32)), null);

    private JobSamples() {}

    public static Job job() {
        return Job.of(new GenerationId("job-1"), new WorkspaceId("demo"), "kim", "wan22", order(), NOW, FINGERPRINT,
                null);
    }

    static Order order() {
        return new Order("wan22", "v1", new Parameters(Map.of("width", 832, "cfg", 3.5, "prompt", "a harbour")),
                List.of(lora("a"), lora("b")), OnLoraFailure.REDUCE);
    }

    static ChosenLora lora(String id) {
        return new ChosenLora(new LoraId(id), "lora_high", NoiseExpert.HIGH, 0.8, "LoRA " + id, id + ".safetensors",
                new StoredObject(new ObjectKey("loras/" + id + ".safetensors"), 1000, new ETag("e-" + id)), null,
                List.of("word"), 1000);
    }

    /** After one attempt that was put back. */
    public static Job tried() {
        return job().attempting(2);
    }

    static Request request() {
        return new Request(job(), GIVE_UP);
    }

    static Queued queued() {
        return new Queued(tried(), NOW, GIVE_UP, null);
    }

    static Submitting submitting() {
        return new Submitting(tried(), ATTEMPT, GIVE_UP);
    }

    static Running running() {
        return new Running(tried(), ATTEMPT, REMOTE, RemoteProgress.NONE, LATER, NOW);
    }

    static Cancelling cancelling() {
        return new Cancelling(tried(), ATTEMPT, REMOTE, LATER, NOW);
    }

    static Cancelling cancellingUnnamed() {
        return new Cancelling(tried(), ATTEMPT, null, FORGOTTEN, NOW);
    }

    public static Succeeded succeeded() {
        return new Succeeded(tried(), ATTEMPT, REMOTE, VIDEO, new Timings(NOW, "worker", 1L, 2L), LATER);
    }

    public static Failed failed() {
        return new Failed(tried(), 2, Failure.of(FailureCode.TIMEOUT, "Too long."), LATER);
    }

    public static Cancelled cancelled() {
        return new Cancelled(tried(), 2, LATER);
    }

    static Fail fail(FailureCode code, Optional<Adjusted> otherwise) {
        return new Fail(2, Failure.of(code, "It came to nothing."), 2, LATER, GIVE_UP.plusSeconds(60), otherwise);
    }

    static Finish finish() {
        return new Finish(2, REMOTE, VIDEO, "worker", 1L, 2L);
    }
}
