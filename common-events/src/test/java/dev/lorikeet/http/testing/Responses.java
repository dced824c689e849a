package dev.lorikeet.http.testing;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with an answer, held against one that the contract describes. */
final class Responses {
    private final Document document;

    Responses(Document document) {
        this.document = document;
    }

    List<String> violations(JsonNode described, Exchange exchange) {
        var violations = new ArrayList<>(headers(described, exchange));
        if (!exchange.method().equals("HEAD")) {
            violations.addAll(content(described, exchange));
        }
        return violations;
    }

    private List<String> headers(JsonNode described, Exchange exchange) {
        var violations = new ArrayList<String>();
        described.path("headers").propertyStream().forEach(header -> {
            var value = exchange.answerHeaders().first(header.getKey());
            var rule = document.resolved(header.getValue());
            value.ifPresentOrElse(
                    text -> violations.addAll(document.violations("header " + header.getKey(),
                            rule.required("schema"), JsonMapper.shared().valueToTree(text))),
                    () -> violations.add("the header " + header.getKey() + " is missing"));
        });
        return violations;
    }

    private List<String> content(JsonNode described, Exchange exchange) {
        var content = described.path("content");
        if (content.isMissingNode()) {
            return exchange.answer().isEmpty() ? List.of() : List.of("there is a body, and none is described");
        }
        var type = exchange.answerHeaders().type().orElse("");
        var schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("the type '" + type + "' is not described, only " + content.propertyNames());
        }
        return type.endsWith("json") ? json(schema, exchange) : List.of();
    }

    private List<String> json(JsonNode schema, Exchange exchange) {
        try {
            var body = JsonMapper.shared().readTree(exchange.answer());
            var violations = new ArrayList<>(document.violations("body", schema, body));
            if (exchange.status() >= 400 && body.path("status").asInt() != exchange.status()) {
                violations.add("the problem says another status than the answer");
            }
            return violations;
        } catch (JacksonException e) {
            return List.of("the body is not JSON");
        }
    }
}
