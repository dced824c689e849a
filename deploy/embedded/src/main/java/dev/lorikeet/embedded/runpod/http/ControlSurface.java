package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Job;
import dev.lorikeet.embedded.runpod.JobFault;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.embedded.runpod.RunPodCloud;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What only the stand-in has: switches for tests and for people who want to see something go wrong. */
final class ControlSurface implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 1 << 20;

    private final Driver driver;

    ControlSurface(Driver driver) {
        this.driver = driver;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                // A page in a browser cannot send this type here without asking first, and nobody would answer.
                if (!isRead(exchange) && !isJson(exchange)) {
                    send(exchange, 415, said("Send it as Content-Type: application/json."));
                    return;
                }
                var body = exchange.getRequestBody().readNBytes(MOST);
                var json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
                send(exchange, 200, driver.with(cloud -> answer(cloud, exchange, json)));
            } catch (JacksonException | IllegalArgumentException wrong) {
                send(exchange, 400, said(String.valueOf(wrong.getMessage())));
            }
        }
    }

    private static boolean isRead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("DELETE");
    }

    private static boolean isJson(HttpExchange exchange) {
        var type = exchange.getRequestHeaders().getFirst("content-type");
        return type != null && type.startsWith("application/json");
    }

    private static JsonNode answer(RunPodCloud cloud, HttpExchange exchange, JsonNode body) {
        var path = exchange.getRequestURI().getPath().replaceFirst("^/stand-in/?", "").replaceFirst("/$", "");
        var parts = path.split("/", -1);
        var endpoint = parts[0];
        return switch (exchange.getRequestMethod() + " " + (parts.length > 1 ? parts[1] : path.isEmpty() ? "" : "*")) {
            case "GET " -> overview(cloud);
            case "GET *" -> shown(cloud, endpoint);
            case "PATCH *" -> changed(cloud, endpoint, body);
            case "GET jobs" -> jobs(cloud, endpoint);
            case "POST faults" -> scripted(cloud, endpoint, body);
            case "DELETE faults" -> {
                cloud.faults(endpoint).clear();
                yield shown(cloud, endpoint);
            }
            default -> throw new IllegalArgumentException(
                    "There is GET /stand-in, GET and PATCH /stand-in/{endpoint}, GET /stand-in/{endpoint}/jobs,"
                            + " POST and DELETE /stand-in/{endpoint}/faults.");
        };
    }

    private static ObjectNode overview(RunPodCloud cloud) {
        var overview = JSON.createObjectNode();
        overview.set("endpoints", JSON.valueToTree(cloud.endpoints()));
        overview.set("jobFaults", JSON.valueToTree(Stream.of(JobFault.values()).map(JobFault::label).toList()));
        overview.set("requestFaults",
                JSON.valueToTree(Stream.of(RequestFault.values()).map(RequestFault::label).toList()));
        return overview.set("operations",
                JSON.valueToTree(Stream.of(Operation.values()).map(Operation::path).toList()));
    }

    private static ObjectNode shown(RunPodCloud cloud, String endpoint) {
        var faults = cloud.faults(endpoint).active();
        var shown = JSON.createObjectNode();
        shown.set("settings", JSON.valueToTree(cloud.settings(endpoint).orElseThrow()));
        return shown.set("faults", JSON.valueToTree(faults));
    }

    /** Only what is named changes. */
    private static ObjectNode changed(RunPodCloud cloud, String endpoint, JsonNode patch) {
        shown(cloud, endpoint);
        ObjectNode settings = JSON.valueToTree(cloud.settings(endpoint).orElseThrow());
        merge(settings, patch);
        cloud.endpoint(endpoint, JSON.treeToValue(settings, EndpointSettings.class));
        return shown(cloud, endpoint);
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            if (!target.has(field.getKey())) {
                throw new IllegalArgumentException(
                        "There is no setting " + field.getKey() + "; GET shows all of them.");
            }
            if (target.get(field.getKey()) instanceof ObjectNode inner && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private static ObjectNode jobs(RunPodCloud cloud, String endpoint) {
        var jobs = JSON.createArrayNode();
        cloud.jobs()
                .stream()
                .filter(job -> job.order().endpoint().equals(endpoint))
                .map(ControlSurface::line)
                .forEach(jobs::add);
        return JSON.createObjectNode().set("jobs", jobs);
    }

    private static ObjectNode line(Job job) {
        var state = job.state();
        return JSON.createObjectNode()
                .put("id", job.id())
                .put("ordinal", job.order().ordinal())
                .put("status", state.status().name())
                .put("submitted", job.order().submitted().toString())
                .put("attempts", state.attempt())
                .put("retries", state.retries())
                .set("faults", JSON.valueToTree(job.order().faults().stream().map(JobFault::label).sorted().toList()));
    }

    private static ObjectNode scripted(RunPodCloud cloud, String endpoint, JsonNode script) {
        FaultScript.read(script).applyTo(cloud.faults(endpoint));
        return shown(cloud, endpoint);
    }

    private static ObjectNode said(String sentence) {
        return JSON.createObjectNode().put("error", sentence);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
