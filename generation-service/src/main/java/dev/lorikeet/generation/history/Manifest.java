package dev.lorikeet.generation.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.history.JobView.LoraView;
import dev.lorikeet.generation.history.JobView.TimingsView;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.Order;
import org.jspecify.annotations.Nullable;

/**
 * What a video was made from, for whoever wants to know or to make it again. Nothing in it opens a door.
 *
 * @param used what it was made with
 * @param asked what was asked for, where that is something else
 * @param adjustments the difference in sentences
 */
record Manifest(GenerationId jobId, WorkspaceId workspaceId, Instant requestedAt, Instant finishedAt, MadeFrom used,
        @Nullable MadeFrom asked, List<String> adjustments, int attempts, String endpoint, String remoteJobId,
        @Nullable String worker, TimingsView timings, Product product) {

    record MadeFrom(String model, String modelVersion, Map<String, Object> parameters, List<LoraView> loras) {
        static MadeFrom of(Order order) {
            return new MadeFrom(order.model(), order.modelVersion(), order.parameters().values(),
                    order.loras().stream().map(LoraView::of).toList());
        }
    }

    record Product(String s3Path, String contentType, long size, Sha256 sha256) {}

    static Manifest of(Succeeded state) {
        var job = state.job();
        var video = state.video();
        return new Manifest(job.id(), job.workspace(), job.requestedAt(), state.finishedAt(),
                MadeFrom.of(job.used()), job.used().equals(job.asked()) ? null : MadeFrom.of(job.asked()),
                job.adjustments(), job.lastAttempt(), job.endpoint(), state.remoteJob(), state.timings().worker(),
                JobViews.timings(state.timings()),
                new Product(video.key().value(), video.contentType(), video.size(), video.sha256()));
    }
}
