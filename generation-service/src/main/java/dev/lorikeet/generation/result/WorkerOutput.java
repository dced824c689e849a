package dev.lorikeet.generation.result;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.models.ModelConfiguration.Output;
import dev.lorikeet.generation.runpod.Diagnosis;
import tools.jackson.databind.JsonNode;

/** Finds the video in what a worker returned: every worker puts it somewhere else, and some hide a failure there. */
sealed interface WorkerOutput {
    /** Video or picture, in base64; from somewhere in a text that is too long to be copied. */
    record Inline(String text, int from) implements WorkerOutput {}

    record Link(URI address) implements WorkerOutput {}

    record Nothing(Failure failure) implements WorkerOutput {}

    List<String> VIDEOS = List.of("video_url", "url", "video", "video_base64", "video_b64", "result");
    List<String> LISTS = List.of("videos", "images", "result");
    /** Beside a video, they are only a view of it. */
    List<String> PICTURES = List.of("image_url", "image");
    List<String> WRAPPINGS = List.of("job_results", "result", "data", "output");
    Set<String> BAD_STATUS = Set.of("error", "failed", "success_no_images");
    Pattern VIDEO_FILE = Pattern.compile("(?i).*\\.(?:mp4|webm|mov|gif|webp)");
    Pattern PICTURE_FILE = Pattern.compile("(?i).*\\.(?:png|jpe?g)");
    int DEEPEST = 3;

    static WorkerOutput read(JsonNode output, Output wanted) {
        return failure(output)
                .<WorkerOutput>map(Nothing::new)
                .or(() -> find(output, wanted, 0))
                .orElseGet(() -> new Nothing(Failure.of(FailureCode.OUTPUT_MISSING, "The worker was done and returned"
                        + " no video. It may have been too large to be returned: fewer frames or a smaller size help,"
                        + " or a worker that stores its videos in a bucket.")));
    }

    /** Of the worker, or of what it wraps. */
    private static Optional<Failure> failure(JsonNode output) {
        return Stream.concat(Stream.of(output), WRAPPINGS.stream().map(output::path))
                .map(WorkerOutput::said)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Failure> said(JsonNode output) {
        var error = output.path("error");
        if (error.isString() && !error.asString().isBlank()) {
            return Optional.of(Diagnosis.ofText(error.asString()));
        }
        if (output.path("errors").isArray() && !output.path("errors").isEmpty()
                && find(output, Output.VIDEO, 0).isEmpty()) {
            return Optional.of(Diagnosis.ofText(output.path("errors").toString()));
        }
        if (BAD_STATUS.contains(output.path("status").asString(""))) {
            return Optional.of(output.path("status").asString().equals("success_no_images")
                    ? Failure.of(FailureCode.OUTPUT_MISSING, "The worker's workflow ended without a video.")
                    : Diagnosis.ofText(output.path("message").asString("")));
        }
        return Optional.empty();
    }

    private static Optional<WorkerOutput> find(JsonNode node, Output wanted, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        if (node.isString()) {
            return ofText(node.asString());
        }
        if (node.isArray()) {
            return first(fitting(node, wanted), item -> find(item, wanted, depth + 1));
        }
        return named(VIDEOS, node)
                .or(() -> first(LISTS.stream(),
                        name -> node.path(name).isArray() ? ofList(node.path(name), wanted) : none()))
                .or(() -> first(WRAPPINGS.stream(), name -> node.path(name).isContainer()
                        ? find(node.path(name), wanted, depth + 1)
                        : none()))
                .or(() -> named(PICTURES, node));
    }

    private static Optional<WorkerOutput> named(List<String> names, JsonNode node) {
        return first(names.stream(), name -> node.path(name).isString() ? ofText(node.path(name).asString()) : none());
    }

    private static Optional<WorkerOutput> ofList(JsonNode list, Output wanted) {
        return first(fitting(list, wanted), WorkerOutput::ofItem);
    }

    /** ComfyUI puts its videos among its pictures: those of the right kind come first, then what may be, then others. */
    private static Stream<JsonNode> fitting(JsonNode list, Output wanted) {
        return list.valueStream().sorted(Comparator.comparingInt(item -> rank(item, wanted)));
    }

    private static int rank(JsonNode item, Output wanted) {
        var text = item.isString() ? item.asString() : item.path("filename").asString("");
        boolean isVideo = VIDEO_FILE.matcher(text).matches() || text.startsWith("data:video/");
        boolean isPicture = PICTURE_FILE.matcher(text).matches() || text.startsWith("data:image/");
        return isVideo == isPicture ? 1 : isVideo == (wanted == Output.VIDEO) ? 0 : 2;
    }

    private static Optional<WorkerOutput> ofItem(JsonNode item) {
        return item.isString()
                ? ofText(item.asString())
                : first(Stream.of("data", "url", "image", "video"), name -> ofText(item.path(name).asString("")));
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
        return text.length() - comma < 16 ? none() : Optional.of(new Inline(text, comma));
    }

    private static <T> Optional<WorkerOutput> first(Stream<T> places, Function<T, Optional<WorkerOutput>> look) {
        return places.map(look).flatMap(Optional::stream).findFirst();
    }

    private static Optional<WorkerOutput> none() {
        return Optional.empty();
    }
}
