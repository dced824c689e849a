package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Serves one LoRA file and takes callbacks: what a worker and the platform reach out to. */
final class Bucket implements AutoCloseable {
    private final HttpServer server;
    private final byte[] file;
    final List<Callback> callbacks = new CopyOnWriteArrayList<>();
    final Deque<Integer> answers = new ConcurrentLinkedDeque<>();

    record Callback(String agent, String body) {}

    Bucket(byte[] file) throws IOException {
        this.file = file;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/lora", exchange -> answer(exchange, 200, this.file));
        server.createContext("/forbidden", exchange -> answer(exchange, 403, new byte[0]));
        server.createContext("/callback", exchange -> {
            callbacks.add(new Callback(exchange.getRequestHeaders().getFirst("user-agent"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var answer = answers.poll();
            answer(exchange, answer == null ? 204 : answer, new byte[0]);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("etag", "\"e1\"");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
