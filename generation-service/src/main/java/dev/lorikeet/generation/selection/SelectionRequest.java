package dev.lorikeet.generation.selection;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.OnLoraFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody sends to be checked or made. Leaves are JSON, so that a wrong one is named by its pointer.
 *
 * @param parameters by the names of the model's parameters; a slot such as {@code lora_high} holds a LoRA's id or
 *     s3Path, or nothing as the empty text
 * @param weights by the names of slots
 * @param loras beyond the slots
 * @param callbackUrl who is told when the job has ended; not there where there is none, or requests that were written down
 *     before there were any would look like others
 */
public record SelectionRequest(@Nullable String model, @Nullable WorkspaceId workspaceId,
        @Nullable Map<String, JsonNode> parameters, @Nullable Map<String, JsonNode> weights,
        @Nullable List<LoraChoice> loras, @Nullable OnLoraFailure onLoraFailure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String callbackUrl) {

    /**
     * One LoRA without a slot, by its id or by its s3Path.
     *
     * @param weight its owner's default where absent
     * @param expert the network it is applied to; what is known about the LoRA where absent
     */
    public record LoraChoice(@Nullable String id, @Nullable String s3Path, @Nullable JsonNode weight,
            @Nullable NoiseExpert expert) {}

    /** People's words and addresses belong into no log. */
    @Override
    public String toString() {
        return "a selection for " + model;
    }
}
