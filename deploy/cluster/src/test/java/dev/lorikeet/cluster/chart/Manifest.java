package dev.lorikeet.cluster.chart;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** One object as Kubernetes is given it. */
record Manifest(JsonNode json) {
    /** The annotation that makes it a hook, as it is called in the copy that is rendered. */
    static final String HOOK = "checked/hook";

    String kind() {
        return json.path("kind").asString("");
    }

    String name() {
        return json.at("/metadata/name").asString("");
    }

    /** How faults call it. */
    String title() {
        return kind() + "/" + name();
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    boolean isHook() {
        return json.at("/metadata/annotations").has(HOOK);
    }

    /** The pod that it is or makes. */
    Optional<Pod> pod() {
        return switch (kind()) {
            case "Deployment", "Job" ->
                Optional.of(new Pod(title(), at("/spec/template/metadata"), at("/spec/template/spec")));
            case "Pod" -> Optional.of(new Pod(title(), at("/metadata"), at("/spec")));
            default -> Optional.empty();
        };
    }

    record Pod(String title, JsonNode metadata, JsonNode spec) {

        List<JsonNode> containers() {
            return spec.path("containers").valueStream().toList();
        }

        JsonNode container() {
            return spec.at("/containers/0");
        }

        boolean hasLabels(JsonNode selector) {
            return !selector.isEmpty() && selector.propertyStream()
                    .allMatch(label -> label.getValue().equals(metadata.path("labels").path(label.getKey())));
        }

        /** The text of a variable, or of the reference that it comes from; empty where there is none. */
        String env(String name) {
            return container().path("env")
                    .valueStream()
                    .filter(variable -> variable.path("name").asString("").equals(name))
                    .findFirst()
                    .map(variable -> variable.has("value") ? variable.path("value").asString() : reference(variable))
                    .orElse("");
        }

        private static String reference(JsonNode variable) {
            var key = variable.at("/valueFrom/secretKeyRef");
            return key.path("name").asString("") + "/" + key.path("key").asString("");
        }
    }
}
