package dev.lorikeet.http.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/** One method of one path of the contract. */
record Operation(Document document, String method, String template, JsonNode node, List<JsonNode> parameters) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    static List<Operation> of(Document document) {
        var operations = new ArrayList<Operation>();
        document.root()
                .required("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> operations.add(new Operation(document,
                                member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue(),
                                parameters(document, path.getValue(), member.getValue())))));
        return List.copyOf(operations);
    }

    private static List<JsonNode> parameters(Document document, JsonNode path, JsonNode operation) {
        var parameters = new ArrayList<JsonNode>();
        path.path("parameters").forEach(parameter -> parameters.add(document.resolved(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(document.resolved(parameter)));
        return parameters;
    }

    boolean hasPath(String path) {
        return pattern().matcher(path).matches();
    }

    /** HEAD asks for what GET would say. */
    boolean takes(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

    /** A path that is written out beats one with a variable. */
    int variables() {
        return (int) VARIABLE.matcher(template).results().count();
    }

    /** What is in the place of the variable; the contract has no path with two. */
    String variable(String path) {
        var matcher = pattern().matcher(path);
        return matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
    }

    Optional<JsonNode> response(int status) {
        var described = node.required("responses").optional(String.valueOf(status));
        return described.or(() -> document.root().required("x-every-request").optional(String.valueOf(status)))
                .map(document::resolved);
    }

    JsonNode body() {
        return node.path("requestBody");
    }

    private Pattern pattern() {
        return Pattern.compile(VARIABLE.matcher(template).replaceAll("([^/]+)"));
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
