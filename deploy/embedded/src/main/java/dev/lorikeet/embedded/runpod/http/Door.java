package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.lorikeet.embedded.runpod.RunPodRequest;
import dev.lorikeet.embedded.runpod.RunPodResponse;

/** Takes requests in and lets answers out, in the way each is to travel. */
final class Door implements HttpHandler {
    /** A little more than the largest body that is allowed anywhere. */
    private static final int MOST = (20 << 20) + 1;
    private static final Duration DRIBBLE = Duration.ofSeconds(1);
    private static final Duration WEBHOOK_FIRST = Duration.ofMinutes(1);

    private final Driver driver;
    private final Callbacks callbacks;

    Door(Driver driver, Callbacks callbacks) {
        this.driver = driver;
        this.callbacks = callbacks;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(read(exchange)));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunPodRequest read(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MOST);
        return new RunPodRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders().getFirst("authorization"), body);
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private RunPodResponse answer(RunPodRequest request) throws InterruptedException {
        var answer = driver.with(cloud -> cloud.handle(request));
        if (answer.delivery() == RunPodResponse.Delivery.AFTER_WEBHOOK) {
            var job = answer.json().path("id").asString("");
            driver.await(() -> callbacks.hasTried(job), driver.now().plus(WEBHOOK_FIRST));
        }
        return answer.hold().isPresent() ? held(request, answer, answer.hold().get()) : answer;
    }

    /** Looks again whenever something has happened, until there is an end or enough was waited. */
    private RunPodResponse held(RunPodRequest request, RunPodResponse first, RunPodResponse.Hold hold)
            throws InterruptedException {
        var again = new RunPodRequest("GET", pathOf(request, hold), Map.of(), request.authorization(), new byte[0]);
        var latest = first;
        while (latest.hold().isPresent() && driver.now().isBefore(hold.until())) {
            driver.nextChange(hold.until());
            latest = driver.with(cloud -> cloud.handle(again));
        }
        return latest;
    }

    private static String pathOf(RunPodRequest request, RunPodResponse.Hold hold) {
        var parts = request.path().split("/", -1);
        var operation = parts[3].equals("stream") ? "stream" : "status-sync";
        return "/v2/" + parts[2] + "/" + operation + "/" + hold.job();
    }

    private static void send(HttpExchange exchange, RunPodResponse answer) throws IOException, InterruptedException {
        var body = answer.body();
        switch (answer.delivery()) {
            // The connection closes without a word.
            case RESET -> {}
            case WHOLE, AFTER_WEBHOOK -> send(exchange, answer, body);
            case TRUNCATED -> send(exchange, answer, Arrays.copyOf(body, body.length / 2));
            case SLOW -> {
                head(exchange, answer, body.length);
                for (byte one : body) {
                    exchange.getResponseBody().write(one);
                    exchange.getResponseBody().flush();
                    Thread.sleep(DRIBBLE);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, RunPodResponse answer, byte[] body) throws IOException {
        head(exchange, answer, body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void head(HttpExchange exchange, RunPodResponse answer, int length) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    }
}
