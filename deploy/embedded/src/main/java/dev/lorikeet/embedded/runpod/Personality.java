package dev.lorikeet.embedded.runpod;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** A kind of worker: what it asks of its input, how it complains, and what its output looks like. */
public enum Personality {
    /** wlsdml1114/generate_video: {@code lora_pairs}, files on the volume, Korean errors. */
    GENERATE_VIDEO,
    /** runpod-workers/worker-comfyui: a whole {@code workflow}. */
    WORKER_COMFYUI,
    /** {@code high_noise_loras} and {@code low_noise_loras} with addresses. */
    NOISE_LISTS,
    /** {@code loras} with a source and a weight each. */
    GENERIC_LORAS,
    /** Yields its {@code chunks} one by one. */
    GENERATOR,
    /** Whichever of the others the input is meant for. */
    ANY;

    /** What is wrong with the input, as this worker would end over it. */
    public Optional<Outcome> complaint(JsonNode input, EndpointSettings settings) {
        return switch (this) {
            case GENERATE_VIDEO -> GenerateVideoRules.complaint(input, settings);
            case WORKER_COMFYUI -> ComfyRules.complaint(input, settings);
            case NOISE_LISTS -> LoraListRules.noiseLists(input);
            case GENERIC_LORAS -> LoraListRules.generic(input, settings);
            case GENERATOR -> Optional.empty();
            case ANY -> meantBy(input).complaint(input, settings);
        };
    }

    /** The result in this worker's shape. */
    public JsonNode output(JsonNode input, Artefact result) {
        return switch (this) {
            case GENERATE_VIDEO, GENERIC_LORAS -> result.named(result.isVideo() ? "video" : "image");
            case WORKER_COMFYUI -> result.listed();
            case NOISE_LISTS -> result.dataUri();
            case GENERATOR -> input.path("chunks");
            case ANY -> meantBy(input).output(input, result);
        };
    }

    /** The work without the work. */
    Outcome perform(JsonNode input, EndpointSettings settings) {
        var complaint = complaint(input, settings);
        if (complaint.isPresent()) {
            return complaint.get();
        }
        return this == GENERATOR
                ? new Outcome.Yielded(input.path("chunks").valueStream().toList())
                : new Outcome.Returned(output(input, Artefact.tinyVideo()));
    }

    Outcome perform(JobFault fault, JsonNode input) {
        return switch (fault) {
            case HANDLER_ERROR -> new Outcome.Raised("ValueError", "the handler cannot go on");
            case PLAIN_ERROR -> Outcome.error("something went wrong in the worker");
            case OUT_OF_MEMORY -> this == GENERATE_VIDEO
                    ? Outcome.error(GenerateVideoRules.NO_VIDEO)
                    : new Outcome.Raised("torch.OutOfMemoryError",
                            "Allocation on device 0 would exceed allowed memory. (out of memory)");
            case LORA_MISSING -> loraMissing(input);
            case WORKER_BROKEN -> new Outcome.Raised("UnboundLocalError",
                    "cannot access local variable 'time' where it is not associated with a value");
            case INVALID_OUTPUT -> new Outcome.Returned(output(input, Artefact.noVideo()));
            case ERROR_IN_OUTPUT -> new Outcome.Returned(Artefact.object()
                    .put("status", "success_no_images")
                    .set("images", Artefact.array()));
            case NESTED_OUTPUT -> new Outcome.Returned(Artefact.object()
                    .set("job_results", output(input, Artefact.tinyVideo())));
            case OVERSIZED_OUTPUT -> new Outcome.Returned(output(input, Artefact.tinyVideo()));
            default -> new Outcome.Returned(Artefact.object());
        };
    }

    private Outcome loraMissing(JsonNode input) {
        return switch (this) {
            case GENERATE_VIDEO -> GenerateVideoRules.REJECTED;
            case WORKER_COMFYUI -> ComfyRules.notInList("279", "lora_1", "missing.safetensors");
            case NOISE_LISTS -> Outcome.error(LoraListRules.NOT_LOADED);
            case GENERIC_LORAS, GENERATOR -> new Outcome.Raised("FileNotFoundError",
                    "LoRA 'missing.safetensors' not found at /runpod-volume/loras/missing.safetensors");
            case ANY -> meantBy(input).loraMissing(input);
        };
    }

    private static Personality meantBy(JsonNode input) {
        if (input.has("workflow")) {
            return WORKER_COMFYUI;
        }
        if (input.has("high_noise_loras") || input.has("low_noise_loras")) {
            return NOISE_LISTS;
        }
        boolean pictures = Stream.of("image_path", "image_url", "image_base64").anyMatch(input::has);
        return input.has("lora_pairs") || (pictures && !input.has("loras")) ? GENERATE_VIDEO : GENERIC_LORAS;
    }

    static Outcome missingKey(String key) {
        return new Outcome.Raised("KeyError", "'" + key + "'");
    }

    static Optional<Outcome> requireKeys(JsonNode input, List<String> keys) {
        return keys.stream().filter(key -> !input.has(key)).findFirst().map(Personality::missingKey);
    }
}
