package dev.lorikeet.http.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether what the service says is what openapi.yaml promises. */
public final class Contract {
    private final Document document;
    private final List<Operation> operations;
    private final Requests requests;
    private final Responses responses;

    private Contract(Document document) {
        this.document = document;
        this.operations = Operation.of(document);
        this.requests = new Requests(document);
        this.responses = new Responses(document);
    }

    /** Of the service of this name, such as {@code lora-api}; reading it takes a while, so keep it. */
    public static Contract of(String service) {
        return new Contract(Document.load("/" + service + "/openapi.yaml"));
    }

    Document document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Each as in {@code GET /api/lora/{id}}. */
    public List<String> routes() {
        return operations.stream().map(Operation::toString).toList();
    }

    /** Which of the {@link #routes} a request is for. */
    public Optional<String> route(String method, String target) {
        return operation(method, target.split("\\?", 2)[0]).map(Operation::toString);
    }

    public void check(Exchange exchange) {
        var violations = violations(exchange);
        if (!violations.isEmpty()) {
            throw new AssertionError("against openapi.yaml: " + String.join("; ", violations) + "\n  " + exchange);
        }
    }

    /** Answers are always held to the contract; a request is if it was accepted, for then it must be a valid one. */
    public List<String> violations(Exchange exchange) {
        if (exchange.status() >= 500 && exchange.status() != 503) {
            return List.of("this is a fault of the service");
        }
        var operation = operation(exchange.method(), exchange.path());
        return operation.isPresent() ? of(operation.get(), exchange) : ofAnythingElse(exchange);
    }

    private List<String> of(Operation operation, Exchange exchange) {
        var described = operation.response(exchange.status());
        if (described.isEmpty()) {
            return List.of(operation + " does not describe the status " + exchange.status());
        }
        var violations = new ArrayList<>(responses.violations(described.get(), exchange));
        if (exchange.accepted()) {
            violations.addAll(requests.violations(operation, exchange));
        }
        return violations;
    }

    /** What is not described may only be refused, except the question what an address takes. */
    private List<String> ofAnythingElse(Exchange exchange) {
        if (exchange.method().equals("OPTIONS") && exchange.accepted()) {
            return exchange.answer().isEmpty() ? List.of() : List.of("an answer to OPTIONS has no body");
        }
        var described = document.root()
                .required("x-anything-else")
                .optional(String.valueOf(exchange.status()))
                .map(document::resolved);
        return described.map(response -> responses.violations(response, exchange))
                .orElseGet(() -> List.of(exchange.method() + " " + exchange.path() + " is not described"));
    }

    /** An event of a stream, against what {@code x-events} says of its name. */
    public void checkEvent(String target, String event, String data) {
        var events = operation("GET", target.split("\\?", 2)[0])
                .flatMap(operation -> operation.response(200))
                .map(response -> response.at("/content/text~1event-stream/x-events"))
                .orElseThrow(() -> new AssertionError(target + " is not described"));
        var violations = events.optional(event)
                .map(schema -> document.violations("event " + event, schema, JsonMapper.shared().readTree(data)))
                .orElseGet(() -> List.of("the event '" + event + "' is not described"));
        if (!violations.isEmpty()) {
            throw new AssertionError("against openapi.yaml: " + String.join("; ", violations) + "\n  " + data);
        }
    }

    private Optional<Operation> operation(String method, String path) {
        var there = operations.stream().filter(operation -> operation.hasPath(path)).toList();
        return there.stream()
                .min(Comparator.comparingInt(Operation::variables))
                .map(Operation::template)
                .flatMap(template -> there.stream()
                        .filter(operation -> operation.template().equals(template) && operation.takes(method))
                        .findFirst());
    }

    JsonNode schema(String name) {
        return document.root().at("/components/schemas/" + name);
    }
}
