package dev.lorikeet.http.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values that a schema allows, or nearly: what is drawn from a pattern is one of a few words that match it. */
final class Values {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> WORDS = List.of("demo", "film", "7", "a", "no-such-id",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "3858f62230ac3c915f300c664312c63f-19");
    private static final List<String> WORKSPACES = List.of("demo", "film");
    private static final int KNOWN = 30;
    private static final List<String> TEXTS = List.of("a.safetensors", "harbour dusk", "a.ckpt", "b.SAFETENSORS",
            "no suffix", "ünïcödé 🦜", "wan", " ", "<b>a</b>", "a/b\\c", "%00");

    private final Document document;
    private final Random random;
    /** The latest; older ones have come to an end. */
    private final Deque<String> ids = new ArrayDeque<>();

    private final List<String> texts = new ArrayList<>();

    Values(Document document, Random random) {
        this.document = document;
        this.random = random;
    }

    void know(String id) {
        ids.addLast(id);
        if (ids.size() > KNOWN) {
            ids.removeFirst();
        }
    }

    /** One more text, such as an address that leads somewhere. */
    void knowText(String text) {
        texts.add(text);
    }

    /** What may stand in the place of the variable of this path. */
    String idIn(String path) {
        var own = path.startsWith("/api/workspaces") ? WORKSPACES : List.copyOf(ids);
        return own.isEmpty() || random.nextInt(8) == 0 ? one(WORDS) : one(own);
    }

    JsonNode of(JsonNode schema) {
        var node = document.resolved(schema);
        if (node.has("enum")) {
            return one(node.path("enum").valueStream().toList());
        }
        return switch (type(node)) {
            case "integer" -> NODES.numberNode(whole(node));
            case "number" -> NODES.numberNode(random.nextInt(21) / 10.0);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "array" -> list(node);
            case "object" -> object(node);
            default -> NODES.stringNode(text(node));
        };
    }

    private String type(JsonNode node) {
        var type = node.path("type");
        return type.isArray() ? one(type.valueStream().toList()).asString() : type.asString("string");
    }

    private long whole(JsonNode node) {
        long least = node.path("minimum").asLong(0);
        long most = node.path("maximum").asLong(1_000_000);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> Math.min(most, least + random.nextInt(1_000));
        };
    }

    private JsonNode list(JsonNode node) {
        var items = NODES.arrayNode();
        int count = node.path("minItems").asInt(0) + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            items.add(of(node.required("items")));
        }
        return items;
    }

    private JsonNode object(JsonNode node) {
        var object = NODES.objectNode();
        var required = node.path("required").valueStream().map(JsonNode::asString).toList();
        node.path("properties").propertyStream().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextBoolean()) {
                object.set(property.getKey(), of(property.getValue()));
            }
        });
        if (node.path("additionalProperties").isObject()) {
            object.set(one(WORDS), of(node.path("additionalProperties")));
        }
        return object;
    }

    private String text(JsonNode node) {
        var pattern = Pattern.compile(node.path("pattern").asString(""));
        var words = new ArrayList<>(node.has("pattern") ? WORDS : TEXTS);
        words.addAll(ids);
        words.addAll(texts);
        var fitting = words.stream().filter(word -> pattern.matcher(word).find()).toList();
        return fitting.isEmpty() ? one(words) : one(fitting);
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
