package dev.lorikeet.lora.upload;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Ids;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.workspace.Workspaces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Uploads for tests. */
public final class UploadSamples {
    /** Files beyond this go up in parts. */
    public static final long SINGLE = 20;

    private UploadSamples() {}

    public static LoraUploads uploads(Loras loras, Workspaces workspaces, UploadStore bucket, Delivery delivery,
            Duration ticket, InstantSource clock, Ids ids) {
        var limits = new UploadLimits(DataSize.ofGigabytes(5), DataSize.ofBytes(SINGLE), DataSize.ofMegabytes(5),
                10_000,
                ticket, Duration.ofHours(1), 100, 10, DataSize.ofMegabytes(5), 4, Duration.ofHours(1),
                Duration.ofSeconds(30));
        return new LoraUploads(loras, workspaces, bucket, limits, new UploadMeters(new SimpleMeterRegistry()), delivery,
                clock, ids);
    }

    public static TicketRequest request(WorkspaceId workspace, long size, @Nullable String key) {
        return new TicketRequest(workspace, "kim", new FileName("rain.safetensors"), size, null,
                new LoraDescription("Rain", null, List.of(), List.of(), 1.0, null), key);
    }
}
