package dev.lorikeet.lora.contract;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Requests made from the contract: most are nearly right, each of the others is wrong in a way of its own. */
public final class Fuzz {
    private final Contract contract = Contract.ofLoraApi();
    private final Random random;
    private final Values values;
    private final List<String> tokens;

    /**
     * @param tokens of those who ask; the first one asks most of the time
     */
    public Fuzz(long seed, List<String> tokens) {
        this.random = new Random(seed);
        this.values = new Values(contract.document(), random);
        this.tokens = tokens;
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

    /** Goes round all operations, so that each has its share. */
    public Attempt attempt(int number) {
        var operation = contract.operations().get(number % contract.operations().size());
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        authorize(headers);
        var target = path(operation) + query(operation, headers);
        var body = body(operation, headers);
        if (sometimes(8)) {
            headers.put("Accept", values.one(Hostile.ACCEPTS));
        }
        if (sometimes(8)) {
            headers.put(values.one(Hostile.OTHER_HEADERS), values.one(Hostile.HEADERS));
        }
        var method = sometimes(12) ? values.one(Hostile.METHODS) : operation.method();
        return new Attempt(operation.toString(), method, target, headers, body);
    }

    private void authorize(Map<String, String> headers) {
        if (sometimes(12)) {
            headers.put("Authorization", values.one(Hostile.AUTHORIZATIONS));
        } else if (!sometimes(20)) {
            headers.put("Authorization", "Bearer " + (sometimes(4) ? values.one(tokens) : tokens.getFirst()));
        }
    }

    private String path(Operation operation) {
        var path = operation.template();
        for (var parameter : operation.parameters()) {
            if (parameter.required("in").asString().equals("path")) {
                var value = sometimes(5) ? values.one(Hostile.SEGMENTS)
                        : values.of(parameter.required("schema")).asString();
                path = path.replace("{" + parameter.required("name").asString() + "}", value);
            }
        }
        return sometimes(40) ? path + values.one(List.of("/", "//", "/x", "%2F", ".json", ";a=b", "/..")) : path;
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
                        headers.put(name, sometimes(3) ? values.one(Hostile.HEADERS)
                                : latin(values.of(parameter.required("schema")).asString()));
                    }
                }
                default -> {}
            }
        }
        if (sometimes(20)) {
            pairs.add(values.one(List.of("%00=1", "=", "&&", "unknown=1", "limit=1&limit=2", "%F0%9F%A6%9C")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** All that the client lets us put into a header. */
    private static String latin(String text) {
        return text.replaceAll("[^ -ÿ]", "?");
    }

    private String argument(JsonNode parameter) {
        if (sometimes(3)) {
            return values.one(Hostile.QUERIES);
        }
        var value = values.of(parameter.required("schema"));
        var text = value.isArray() ? String.join(",", value.valueStream().map(JsonNode::asString).toList())
                : value.asString();
        return URLEncoder.encode(text, UTF_8);
    }

    private @Nullable String body(Operation operation, Map<String, String> headers) {
        var content = contract.document().resolved(operation.body()).path("content");
        if (content.isMissingNode() || sometimes(25)) {
            return null;
        }
        if (content.has("multipart/form-data") && sometimes(4)) {
            headers.put("Content-Type", "multipart/form-data; boundary=b");
            return form();
        }
        headers.put("Content-Type", sometimes(10) ? values.one(Hostile.TYPES) : "application/json");
        if (sometimes(6)) {
            return values.one(Hostile.BODIES);
        }
        var body = values.of(content.required("application/json").required("schema"));
        return (sometimes(2) ? Hostile.mutation(body, random) : body).toString();
    }

    private String form() {
        var end = values.one(List.of("\r\n--b--\r\n", "\r\n--b--", "\r\n--b", "", "\r\n--b\r\n\r\n"));
        return "--b\r\nContent-Disposition: form-data; name=\"" + values.one(List.of("file", "File", "", "workspaceId"))
                + "\""
                + values.one(List.of("", "; filename=\"a.safetensors\"", "; filename=\"\"", "; filename=\"../a\""))
                + "\r\n\r\n" + values.one(List.of("", "a", "a".repeat(100_000))) + end;
    }

    private boolean sometimes(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
