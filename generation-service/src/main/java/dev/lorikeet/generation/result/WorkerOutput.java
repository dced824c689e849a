package dev.lorikeet.generation.result;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.runpod.Diagnosis;
import tools.jackson.databind.JsonNode;

/** Finds the video in what a worker returned: every worker puts it somewhere else, and some hide a failure there. */
sealed interface WorkerOutput {
    /** Video or picture, in base64. */
    record Inline(String base64) implements WorkerOutput {}

    record Link(URI address) implements WorkerOutput {}

    record Nothing(Failure failure) implements WorkerOutput {}

    List<String> NAMES = List.of("video_url", "url", "video", "video_base64", "video_b64", "image_url", "image",
            "result");
    List<String> LISTS = List.of("videos", "images", "result");
    List<String> WRAPPINGS = List.of("job_results", "result", "data", "output");
    Set<String> BAD_STATUS = Set.of("error", "failed", "success_no_images");
    int DEEPEST = 3;

    static WorkerOutput read(JsonNode output) {
        return failure(output)
                .<WorkerOutput>map(Nothing::new)
                .or(() -> find(output, 0))
                .orElseGet(() -> new Nothing(Failure.of(FailureCode.OUTPUT_MISSING, "The worker was done and returned"
                        + " no video. It may have been too large to be returned: fewer frames or a smaller size help,"
                        + " or a worker that stores its videos in a bucket.")));
    }

    private static Optional<Failure> failure(JsonNode output) {
        var error = output.path("error");
        if (error.isString() && !error.asString().isBlank()) {
            return Optional.of(Diagnosis.ofText(error.asString()));
        }
        if (output.path("errors").isArray() && !output.path("errors").isEmpty() && find(output, 0).isEmpty()) {
            return Optional.of(Diagnosis.ofText(output.path("errors").toString()));
        }
        if (BAD_STATUS.contains(output.path("status").asString(""))) {
            return Optional.of(output.path("status").asString().equals("success_no_images")
                    ? Failure.of(FailureCode.OUTPUT_MISSING, "The worker's workflow ended without a video.")
                    : Diagnosis.ofText(output.path("message").asString("")));
        }
        return Optional.empty();
    }

    private static Optional<WorkerOutput> find(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        if (node.isString()) {
            return ofText(node.asString());
        }
        if (node.isArray()) {
            return first(StreamSupport.stream(node.spliterator(), false), item -> find(item, depth + 1));
        }
        return first(NAMES.stream(), name -> node.path(name).isString() ? ofText(node.path(name).asString()) : none())
                .or(() -> first(LISTS.stream(), name -> node.path(name).isArray() ? ofList(node.path(name)) : none()))
                .or(() -> first(WRAPPINGS.stream(), name -> node.path(name).isContainer()
                        ? find(node.path(name), depth + 1)
                        : none()));
    }

    private static Optional<WorkerOutput> ofList(JsonNode list) {
        return first(StreamSupport.stream(list.spliterator(), false), item -> item.isString()
                ? ofText(item.asString())
                : first(Stream.of("data", "url", "image", "video"), name -> ofText(item.path(name).asString(""))));
    }

    private static Optional<WorkerOutput> ofText(String text) {
        if (text.startsWith("https://") || text.startsWith("http://")) {
            try {
                return Optional.of(new Link(URI.create(text)));
            } catch (IllegalArgumentException notAnAddress) {
                return none();
            }
        }
        int comma = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
        return text.length() - comma < 16 ? none() : Optional.of(new Inline(text.substring(comma)));
    }

    private static <T> Optional<WorkerOutput> first(Stream<T> places, Function<T, Optional<WorkerOutput>> look) {
        return places.map(look).flatMap(Optional::stream).findFirst();
    }

    private static Optional<WorkerOutput> none() {
        return Optional.empty();
    }
}
