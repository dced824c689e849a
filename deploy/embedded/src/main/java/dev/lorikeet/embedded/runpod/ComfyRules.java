package dev.lorikeet.embedded.runpod;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** What worker-comfyui says to a workflow. */
final class ComfyRules {
    private ComfyRules() {}

    static Optional<Outcome> complaint(JsonNode input, EndpointSettings settings) {
        var workflow = input.path("workflow");
        if (workflow.isMissingNode()) {
            return Optional.of(Outcome.error("Missing 'workflow' parameter"));
        }
        return workflow.propertyStream()
                .flatMap(node -> loraInputs(node)
                        .filter(lora -> settings.lacks(lora.getValue().asString()))
                        .map(lora -> notInList(node.getKey(), lora.getKey(), lora.getValue().asString())))
                .findFirst()
                .or(() -> unsaved(workflow));
    }

    private static Stream<Map.Entry<String, JsonNode>> loraInputs(Map.Entry<String, JsonNode> node) {
        return node.getValue()
                .path("inputs")
                .propertyStream()
                .filter(field -> field.getKey().matches("lora_name|lora_\\d") && field.getValue().isString()
                        && !field.getValue().asString().equals("none"));
    }

    static Outcome notInList(String node, String field, String name) {
        return Outcome.error("Workflow validation failed:\n• Node " + node + " (errors): " + field + ": '" + name
                + "' not in [] | (list of length 0)");
    }

    /** Only nodes that save give something back. */
    private static Optional<Outcome> unsaved(JsonNode workflow) {
        boolean saves = workflow.valueStream()
                .anyMatch(node -> node.path("class_type").asString("").startsWith("Save"));
        return saves
                ? Optional.empty()
                : Optional.of(new Outcome.Returned(Artefact.object()
                        .put("status", "success_no_images")
                        .set("images", Artefact.array())));
    }
}
