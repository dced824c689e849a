package dev.lorikeet.generation.payload;

import java.util.ArrayList;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** ComfyUI's nodes by id. An input is a value, or the id of another node and the number of one of its outputs. */
record Graph(ObjectNode nodes) {
    private static final String OURS = "lorikeet_";

    void set(String pointer, JsonNode value) {
        var path = JsonPointer.compile(pointer);
        switch (nodes.at(path.head())) {
            case ObjectNode parent -> parent.set(path.last().getMatchingProperty(), value);
            case ArrayNode parent -> parent.set(path.last().getMatchingIndex(), value);
            default -> throw new IllegalArgumentException("The graph has nothing at " + pointer);
        }
    }

    /** A picture that nobody gave is not loaded, and nothing reads it; other inputs keep what the graph says. */
    void removePictureOf(String pointer) {
        var id = JsonPointer.compile(pointer).getMatchingProperty();
        if (!nodes.path(id).path("class_type").asString("").equals("LoadImage")) {
            return;
        }
        nodes.remove(id);
        for (var node : nodes) {
            if (node.path("inputs") instanceof ObjectNode inputs) {
                new ArrayList<>(inputs.propertyNames()).stream()
                        .filter(name -> reads(inputs.get(name), id))
                        .forEach(inputs::remove);
            }
        }
    }

    /** Adds a node that applies a LoRA to the model of another, and returns its id. */
    String append(String previous, String id, String file, double weight) {
        var node = nodes.putObject(id).put("class_type", "LoraLoaderModelOnly");
        var inputs = node.putObject("inputs");
        inputs.putArray("model").add(previous).add(0);
        inputs.put("lora_name", file).put("strength_model", weight);
        return id;
    }

    /** Lets all nodes but ours read from the last node of a chain instead of from its first. */
    void readFrom(String first, String last) {
        if (first.equals(last)) {
            return;
        }
        nodes.properties().stream().filter(node -> !node.getKey().startsWith(OURS)).forEach(node -> {
            if (node.getValue().path("inputs") instanceof ObjectNode inputs) {
                new ArrayList<>(inputs.propertyNames()).stream()
                        .filter(name -> reads(inputs.get(name), first) && inputs.get(name).get(1).asInt() == 0)
                        .forEach(name -> inputs.putArray(name).add(last).add(0));
            }
        });
    }

    private static boolean reads(JsonNode input, String id) {
        return input.isArray() && input.size() == 2 && input.get(0).isString() && input.get(0).asString().equals(id)
                && input.get(1).isIntegralNumber();
    }
}
