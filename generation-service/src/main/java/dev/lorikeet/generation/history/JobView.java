package dev.lorikeet.generation.history;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Notice;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Price.Cost;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A job as its people see it.
 *
 * @param parameters all of them, also those that nobody set, and the seed that was drawn
 * @param loraMemoryUsage bytes that the LoRAs take on the worker's GPU, as far as anybody knows
 * @param adjustments how what was made differs from what was asked for
 * @param attempt how often RunPod was asked
 * @param attempts those that came to nothing
 * @param queue only while it waits
 * @param progress only while RunPod has it
 * @param cost of the work that made it, where the worker's price is known
 * @param callback who is told of its end, and whether they know
 */
public record JobView(GenerationId id, String status, WorkspaceId workspaceId, String model, String modelVersion,
        Map<String, Object> parameters, List<LoraView> loras, long loraMemoryUsage, OnLoraFailure onLoraFailure,
        List<String> adjustments, Instant requestedAt, @Nullable Instant finishedAt, int attempt,
        List<AttemptView> attempts, @Nullable QueueView queue, @Nullable ProgressView progress,
        @Nullable VideoView video, @Nullable ErrorView failure, @Nullable TimingsView timings,
        @Nullable Cost cost, @Nullable GenerationId retryOf, @Nullable CallbackView callback) {

    /** One LoRA as it was used. */
    public record LoraView(LoraId id, String name, String fileName, String s3Path, String slot, NoiseExpert expert,
            double weight, long fileSize, @Nullable Sha256 sha256, String adapterName) {
        static LoraView of(ChosenLora lora) {
            return new LoraView(lora.lora(), lora.name(), lora.fileName(), lora.object().key().value(), lora.slot(),
                    lora.expert(), lora.weight(), lora.object().size(), lora.sha256(), lora.adapterName());
        }
    }

    public record AttemptView(int number, FailureCode code, String message, Instant endedAt) {}

    /**
     * Its place in the line.
     *
     * @param position 1 for whoever is next
     * @param reason why it still waits
     */
    public record QueueView(long position, String reason) {}

    /**
     * How far it is.
     *
     * @param reason why it still waits at RunPod
     */
    public record ProgressView(Phase phase, int percent, @Nullable String stage, @Nullable String reason) {}

    public record VideoView(URI url, Instant expiresAt, String contentType, long size, Sha256 sha256,
            @Nullable URI thumbnailUrl) {
        /** The addresses are as good as passwords while they last, and belong into no log. */
        @Override
        public String toString() {
            return "a video of " + size + " bytes";
        }
    }

    public record ErrorView(FailureCode code, String message) {}

    /**
     * How long it took.
     *
     * @param delaySeconds how long it waited for a worker
     * @param executionSeconds how long the worker took
     */
    public record TimingsView(Instant submittedAt, @Nullable Double delaySeconds, @Nullable Double executionSeconds) {}

    /**
     * A notice of the end, without the address, which may be as good as a password.
     *
     * @param attempts how often it was sent
     * @param nextAt of the next attempt, while there will be one
     * @param reason what became of the last attempt, where it was not taken
     */
    public record CallbackView(String host, Standing status, int attempts, @Nullable Instant nextAt,
            @Nullable Instant deliveredAt, @Nullable String reason) {

        /** How far it is. */
        public enum Standing {
            @JsonProperty("pending")
            PENDING,

            @JsonProperty("delivered")
            DELIVERED,

            @JsonProperty("failed")
            FAILED
        }

        static CallbackView of(Notice notice, boolean ended) {
            var host = notice.address().getHost();
            int attempts = notice.attempts();
            return switch (notice.standing()) {
                case Notice.Pending(var due, var trouble) ->
                    new CallbackView(host, Standing.PENDING, attempts, ended ? due : null, null, trouble);
                case Notice.Sending _ -> new CallbackView(host, Standing.PENDING, attempts, null, null, null);
                case Notice.Delivered(var at) ->
                    new CallbackView(host, Standing.DELIVERED, attempts, null, at, null);
                case Notice.GivenUp(var reason, var _) ->
                    new CallbackView(host, Standing.FAILED, attempts, null, null, reason);
            };
        }
    }
}
