package dev.lorikeet.generation.notice;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.ListFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a receiver is told: which job ended and how, the same at every attempt. Nothing in it opens a door, so what people
 * typed, which may hold an address with a password, is not in it either.
 */
record NoticeBody(String type, Instant timestamp, Facts data) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** As {@code GET /api/generate/{id}} names them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Facts(GenerationId id, String status, WorkspaceId workspaceId, String model, List<UsedLora> loras,
            List<String> adjustments, Instant requestedAt, Instant finishedAt, int attempt, @Nullable Product video,
            @Nullable Reason failure, @Nullable GenerationId retryOf) {}

    record UsedLora(LoraId id, String slot, double weight) {
        static UsedLora of(ChosenLora lora) {
            return new UsedLora(lora.lora(), lora.slot(), lora.weight());
        }
    }

    record Product(String contentType, long size, Sha256 sha256) {}

    record Reason(FailureCode code, String message) {}

    static String of(Ended ended) {
        var job = ended.job();
        var status = ListFields.status(ended);
        var facts = new Facts(job.id(), status, job.workspace(), job.used().model(),
                job.used().loras().stream().map(UsedLora::of).toList(), job.adjustments(), job.requestedAt(),
                ended.finishedAt(), job.lastAttempt(), video(ended), failure(ended), job.retryOf());
        return JSON.writeValueAsString(new NoticeBody("generation." + status, ended.finishedAt(), facts));
    }

    private static @Nullable Product video(Ended ended) {
        return switch (ended) {
            case Succeeded done -> new Product(done.video().contentType(), done.video().size(), done.video().sha256());
            case Failed _,Cancelled _ -> null;
        };
    }

    private static @Nullable Reason failure(Ended ended) {
        return switch (ended) {
            case Failed failed -> new Reason(failed.failure().code(), failed.failure().message());
            case Succeeded _,Cancelled _ -> null;
        };
    }
}
