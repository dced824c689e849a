package dev.lorikeet.cluster.compose;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import dev.lorikeet.cluster.Repository;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With what YAML merges filled in. */
record ComposeFile(JsonNode root) {
    static final Path PLACE = Repository.DEPLOY.resolve("compose.yaml");

    static ComposeFile read(Path place) {
        return new ComposeFile(JsonMapper.shared().valueToTree(new Yaml().load(Repository.text(place))));
    }

    Map<String, JsonNode> services() {
        return root.required("services")
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    JsonNode service(String name) {
        return root.required("services").required(name);
    }
}
