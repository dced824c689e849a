package dev.lorikeet.http.testing;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What is wrong with a request that was accepted. */
final class Requests {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Document document;

    Requests(Document document) {
        this.document = document;
    }

    List<String> violations(Operation operation, Exchange exchange) {
        var violations = new ArrayList<String>();
        for (var parameter : operation.parameters()) {
            var name = parameter.required("name").asString();
            value(operation, parameter, exchange).ifPresentOrElse(
                    value -> violations.addAll(document.violations("accepted parameter " + name,
                            parameter.required("schema"), node(parameter, value))),
                    () -> {
                        if (parameter.path("required").asBoolean()) {
                            violations.add("accepted without the parameter " + name);
                        }
                    });
        }
        violations.addAll(body(operation, exchange));
        return violations;
    }

    private static Optional<String> value(Operation operation, JsonNode parameter, Exchange exchange) {
        var name = parameter.required("name").asString();
        return switch (parameter.required("in").asString()) {
            case "path" -> Optional.of(decoded(operation.variable(exchange.path())));
            case "header" -> exchange.headers().first(name);
            default -> query(exchange.query(), name);
        };
    }

    /** An empty one is the same as none. */
    private static Optional<String> query(String query, String name) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name) && pair.length == 2 && !pair[1].isEmpty())
                .map(pair -> decoded(pair[1]))
                .findFirst();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    /** A text as the type that the parameter has, or as the text if it cannot be that. */
    private JsonNode node(JsonNode parameter, String value) {
        return switch (document.resolved(parameter.required("schema")).path("type").asString()) {
            case "integer" -> value.matches("[+-]?\\d{1,18}") ? NODES.numberNode(Long.parseLong(value))
                    : NODES.stringNode(value);
            case "array" -> {
                var items = NODES.arrayNode();
                Arrays.stream(value.split(",", -1)).forEach(items::add);
                yield items;
            }
            default -> NODES.stringNode(value);
        };
    }

    private List<String> body(Operation operation, Exchange exchange) {
        var sent = exchange.sent();
        if (sent == null || sent.isEmpty()) {
            return operation.body().path("required").asBoolean() ? List.of("accepted without a body") : List.of();
        }
        if (operation.body().isMissingNode()) {
            return List.of();
        }
        var type = exchange.headers().type().orElse("");
        var schema = operation.body().required("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("accepted a body of the type '" + type + "', which is not described");
        }
        return type.equals("application/json") ? json(schema, sent) : List.of();
    }

    private List<String> json(JsonNode schema, String sent) {
        try {
            // As bytes, which may begin with a mark that a text of JSON may not.
            var body = JsonMapper.shared().readTree(sent.getBytes(UTF_8));
            return document.violations("accepted body", schema, body);
        } catch (JacksonException e) {
            return List.of("accepted a body that is not JSON");
        }
    }
}
