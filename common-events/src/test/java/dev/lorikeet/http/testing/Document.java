package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** openapi.yaml as a tree, and a validator for the schemas in it that is not ours. */
final class Document {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getOpenApi31()).keyword(new NonValidationKeyword("components")).build());

    private final JsonNode root;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    Document(JsonNode root) {
        this.root = root;
    }

    static Document load(String resource) {
        try (var file = Document.class.getResourceAsStream(resource)) {
            var tree = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .<Object>load(Objects.requireNonNull(file, resource + " is missing"));
            return new Document(JsonMapper.shared().valueToTree(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** Follows references until there is none; what stands beside one is for the validator. */
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isString() ? resolved(root.requiredAt(reference.asString().substring(1))) : node;
    }

    List<String> violations(String what, JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> what + error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** A schema of its own, which carries along what its references point to. */
    private Schema compiled(JsonNode schema) {
        var whole = ((ObjectNode) schema.deepCopy()).set("components", root.required("components"));
        return REGISTRY.getSchema(whole);
    }
}
