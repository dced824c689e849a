package dev.lorikeet.embedded.runpod.work;

import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.embedded.runpod.Assignment;
import dev.lorikeet.embedded.runpod.video.Scene;
import tools.jackson.databind.JsonNode;

/** What somebody wants to see, whichever shape the worker's input has. */
record Wish(Scene scene, boolean picture) {

    static Wish of(Assignment assignment, List<LoraFile> loras) {
        var input = assignment.input();
        var own = input.path("lorikeet");
        var model = Stream.of(own.path("model"), input.path("model"), input.path("model_profile"))
                .flatMap(node -> node.stringValueOpt().stream())
                .findFirst()
                .orElse(assignment.endpoint());
        var scene = new Scene(model, prompt(input), seed(input, own), loras.stream().map(LoraFile::line).toList());
        return new Wish(scene, model.contains("flux") || savesPictures(input));
    }

    private static String prompt(JsonNode input) {
        return Stream
                .of(input.path("prompt"), input.path("lorikeet").path("prompt"), input.path("params").path("prompt"))
                .flatMap(node -> node.stringValueOpt().stream())
                .findFirst()
                .orElseGet(() -> encodedText(input.path("workflow")));
    }

    /** The first text of a workflow is the prompt by convention, the second what is not wanted. */
    private static String encodedText(JsonNode workflow) {
        return workflow.valueStream()
                .filter(node -> node.path("class_type").asString("").contains("TextEncode"))
                .flatMap(node -> node.path("inputs").path("text").stringValueOpt().stream())
                .findFirst()
                .orElse("");
    }

    private static long seed(JsonNode input, JsonNode own) {
        return Stream.of(input.path("seed"), own.path("seed"), input.path("params").path("seed"))
                .filter(JsonNode::isNumber)
                .findFirst()
                .map(JsonNode::asLong)
                .orElse(0L);
    }

    private static boolean savesPictures(JsonNode input) {
        return input.path("workflow")
                .valueStream()
                .anyMatch(node -> node.path("class_type").asString("").equals("SaveImage"));
    }
}
