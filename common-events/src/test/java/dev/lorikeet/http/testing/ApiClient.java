package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.lorikeet.http.testing.Exchange.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Speaks to a running service, and holds every exchange to the contract. */
public final class ApiClient {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BOUNDARY = "a-boundary-of-the-tests";

    private final HttpClient http;
    private final Contract contract;
    private final String base;
    private final Map<String, String> headers;

    private ApiClient(HttpClient http, Contract contract, String base, Map<String, String> headers) {
        this.http = http;
        this.contract = contract;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    public static ApiClient on(int port, Contract contract) {
        return new ApiClient(HttpClient.newHttpClient(), contract, "http://127.0.0.1:" + port, Map.of());
    }

    public ApiClient as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** One that sends this header too. */
    public ApiClient with(String name, String value) {
        var more = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new ApiClient(http, contract, base, more);
    }

    /** One that is signed in with a token of the local issuer, if the service has one, asked for with this body. */
    public ApiClient signedIn(String tokenRequest) {
        return as(post("/dev/token", tokenRequest).json().required("token").asString());
    }

    public Answer get(String target) {
        return send("GET", target, null);
    }

    public Answer delete(String target) {
        return send("DELETE", target, null);
    }

    public Answer post(String target, @Nullable String json) {
        return send("POST", target, json);
    }

    public Answer patch(String target, String json) {
        return send("PATCH", target, json);
    }

    /** A body is declared as JSON, unless {@link #with} says otherwise. */
    public Answer send(String method, String target, @Nullable String body) {
        var declared = headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
        var client = body == null || declared ? this : with("Content-Type", "application/json");
        return client.exchange(method, target, body, body == null ? new byte[0] : body.getBytes(UTF_8));
    }

    /** A form with one file, and before it these fields. */
    public Answer postFile(String target, String fileName, byte[] bytes, Map<String, String> fields) {
        var form = new StringBuilder();
        fields.forEach((name, value) -> form.append(part("name=\"" + name + "\"")).append(value).append("\r\n"));
        form.append(part("name=\"file\"; filename=\"" + fileName + "\""))
                .append(new String(bytes, ISO_8859_1))
                .append("\r\n--" + BOUNDARY + "--\r\n");
        return with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .exchange("POST", target, "a form", form.toString().getBytes(ISO_8859_1));
    }

    private static String part(String disposition) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    }

    /** Listens until it is closed; returns when the service has answered. */
    public EventStream listen(String target) {
        HttpResponse<Stream<String>> response = http.sendAsync(request("GET", target, new byte[0]),
                BodyHandlers.ofLines()).join();
        if (response.statusCode() != 200) {
            response.body().close();
            throw new AssertionError("GET " + target + " -> " + response.statusCode());
        }
        contract
                .check(new Exchange("GET", target, sent(), null, 200, new Headers(response.headers().map()), ""));
        return new EventStream(contract, target, response.body());
    }

    /** Whether the service says that it can work; this is for operators, and not in the contract. */
    public boolean isReady() {
        var request = request("GET", "/actuator/health/readiness", new byte[0]);
        return http.sendAsync(request, BodyHandlers.discarding()).join().statusCode() == 200;
    }

    private Answer exchange(String method, String target, @Nullable String sent, byte[] body) {
        var response = http.sendAsync(request(method, target, body), ApiClient::body).join();
        try (var answer = response.body()) {
            var exchange = new Exchange(method, target, sent(), sent, response.statusCode(),
                    new Headers(response.headers().map()), answer.text());
            contract.check(exchange);
            return new Answer(exchange.status(), exchange.answerHeaders(), exchange.answer());
        }
    }

    /** A stream of events has no end, so we look only at its beginning; {@link #listen} is for the rest. */
    private static BodySubscriber<Body> body(ResponseInfo answer) {
        boolean endless = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return endless ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), stream -> new Body("", stream))
                : BodySubscribers.mapping(BodySubscribers.ofString(UTF_8),
                        text -> new Body(text, InputStream.nullInputStream()));
    }

    /** @param rest what has no end: broken off once the answer is there, because before, that would make it fail */
    private record Body(String text, InputStream rest) implements AutoCloseable {

        @Override
        public void close() {
            try {
                rest.close();
            } catch (IOException brokenOff) {
                // By us, and nobody waits for it.
            }
        }
    }

    private HttpRequest request(String method, String target, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create(base + target))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }

    private Headers sent() {
        var sent = new TreeMap<String, List<String>>();
        headers.forEach((name, value) -> sent.put(name, List.of(value)));
        return new Headers(sent);
    }

    /** What came back, which fits the contract. */
    public record Answer(int status, Headers headers, String body) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String header(String name) {
            return headers.first(name).orElseThrow(() -> new AssertionError("there is no header " + name));
        }
    }
}
