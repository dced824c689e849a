package dev.lorikeet.http.testing;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Requests made from the contract: half of them are right as far as it says, the others wrong in ways of their own. */
public final class Fuzz {
    private final Contract contract;
    private final Random random;
    private final Values values;
    private final List<String> tokens;
    private final List<Operation> operations;
    private boolean wrong;

    /** @param tokens of those who ask, the first one most of the time */
    public Fuzz(Contract contract, long seed, List<String> tokens) {
        this.contract = contract;
        this.random = new Random(seed);
        this.values = new Values(contract.document(), random);
        this.tokens = tokens;
        this.operations = Stream.concat(contract.operations().stream(),
                contract.operations().stream().filter(operation -> operation.variables() > 0)).toList();
    }

    public record Attempt(String operation, String method, String target, Map<String, String> headers,
            @Nullable String body) {

        @Override
        public String toString() {
            return operation + ": " + method + " " + shortened(target) + " "
                    + shortened(headers.toString().replaceAll("(eyJ[^.]{10})[A-Za-z0-9._-]+", "$1…")) + " "
                    + shortened(String.valueOf(body));
        }

        private static String shortened(String text) {
            return text.length() < 400 ? text : text.substring(0, 400) + "… (" + text.length() + " characters)";
        }
    }

    /** Later attempts may use this id. */
    public void know(String id) {
        values.know(id);
    }

    /** Later attempts may use this text, where it fits. */
    public void knowText(String text) {
        values.knowText(text);
    }

    /** Goes round all operations, so that each has its share; what has an id can be wrong in more ways, and has two. */
    public Attempt attempt(int number) {
        var operation = operations.get(number % operations.size());
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        wrong = random.nextBoolean();
        authorize(headers);
        var target = path(operation) + query(operation, headers);
        var body = body(operation, headers);
        if (wrong(4)) {
            headers.put("Accept", values.one(Hostile.ACCEPTS));
        }
        if (wrong(4)) {
            headers.put(values.one(Hostile.OTHER_HEADERS), values.one(Hostile.HEADERS));
        }
        var method = wrong(6) ? values.one(Hostile.METHODS) : operation.method();
        return new Attempt(operation.toString(), method, target, headers, body);
    }

    private void authorize(Map<String, String> headers) {
        if (wrong(6)) {
            headers.put("Authorization", values.one(Hostile.AUTHORIZATIONS));
        } else if (!wrong(10)) {
            headers.put("Authorization", "Bearer " + (sometimes(3) ? values.one(tokens) : tokens.getFirst()));
        }
    }

    private String path(Operation operation) {
        var path = operation.template();
        for (var parameter : operation.parameters()) {
            if (parameter.required("in").asString().equals("path")) {
                var value = wrong(3) ? values.one(Hostile.SEGMENTS) : values.idIn(path);
                path = path.replace("{" + parameter.required("name").asString() + "}", value);
            }
        }
        return wrong(20) ? path + values.one(List.of("/", "//", "/x", "%2F", ".json", ";a=b", "/..")) : path;
    }

    private String query(Operation operation, Map<String, String> headers) {
        var pairs = new ArrayList<String>();
        for (var parameter : operation.parameters()) {
            var name = parameter.required("name").asString();
            switch (parameter.required("in").asString()) {
                case "query" -> {
                    if (sometimes(3)) {
                        pairs.add(name + "=" + argument(parameter));
                    }
                }
                case "header" -> {
                    if (sometimes(3)) {
                        headers.put(name, wrong(3) ? values.one(Hostile.HEADERS)
                                : latin(value(parameter).asString()));
                    }
                }
                default -> {}
            }
        }
        if (wrong(10)) {
            pairs.add(values.one(List.of("%00=1", "=", "&&", "unknown=1", "limit=1&limit=2", "%F0%9F%A6%9C")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** All that the client lets us put into a header. */
    private static String latin(String text) {
        return text.replaceAll("[^ -ÿ]", "?");
    }

    private String argument(JsonNode parameter) {
        if (wrong(3)) {
            return values.one(Hostile.QUERIES);
        }
        var value = value(parameter);
        var text = value.isArray() ? String.join(",", value.valueStream().map(JsonNode::asString).toList())
                : value.asString();
        return URLEncoder.encode(text, UTF_8);
    }

    /** Mostly the contract's own example. */
    private JsonNode value(JsonNode parameter) {
        return parameter.has("example") && !sometimes(4) ? parameter.required("example")
                : values.of(parameter.required("schema"));
    }

    private @Nullable String body(Operation operation, Map<String, String> headers) {
        var content = contract.document().resolved(operation.body()).path("content");
        if (content.isMissingNode() || wrong(12)) {
            return null;
        }
        if (content.has("multipart/form-data") && sometimes(4)) {
            headers.put("Content-Type", "multipart/form-data; boundary=b");
            return form();
        }
        headers.put("Content-Type", wrong(5) ? values.one(Hostile.TYPES) : "application/json");
        if (wrong(3)) {
            return values.one(Hostile.BODIES);
        }
        var body = body(content.required("application/json"));
        return (wrong(2) ? Hostile.mutation(body, random) : body).toString();
    }

    /** Mostly one of the contract's own examples. */
    private JsonNode body(JsonNode json) {
        var examples = new ArrayList<JsonNode>();
        json.optional("example").ifPresent(examples::add);
        json.path("examples").forEach(example -> examples.add(example.required("value")));
        return examples.isEmpty() || sometimes(4) ? values.of(json.required("schema")) : values.one(examples);
    }

    private String form() {
        var end = values.one(List.of("\r\n--b--\r\n", "\r\n--b--", "\r\n--b", "", "\r\n--b\r\n\r\n"));
        return "--b\r\nContent-Disposition: form-data; name=\"" + values.one(List.of("file", "File", "", "workspaceId"))
                + "\""
                + values.one(List.of("", "; filename=\"a.safetensors\"", "; filename=\"\"", "; filename=\"../a\""))
                + "\r\n\r\n" + values.one(List.of("", "a", "a".repeat(100_000))) + end;
    }

    private boolean wrong(int oneIn) {
        return wrong && sometimes(oneIn);
    }

    private boolean sometimes(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
