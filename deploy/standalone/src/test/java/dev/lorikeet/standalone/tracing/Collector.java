package dev.lorikeet.standalone.tracing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Takes spans by OTLP over HTTP, and keeps them. */
public final class Collector implements AutoCloseable {
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String DELAY = "otel.bsp.schedule.delay";

    private final Queue<Told> spans = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Services that start until it is closed send their spans here, as if the environment said so. */
    public static Collector start() {
        try {
            var collector = new Collector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            System.setProperty(ENDPOINT, "http://127.0.0.1:" + collector.server.getAddress().getPort());
            System.setProperty(DELAY, "200ms");
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Told.in(exchange.getRequestBody().readAllBytes()).forEach(spans::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    public List<Told> spans() {
        return List.copyOf(spans);
    }

    public List<Told> spansOf(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** How the first step of this name came about, from the request that it goes back to; empty while it is unknown. */
    public List<String> pathTo(String trace, String service, String name) {
        var path = new ArrayList<String>();
        var next = spansOf(trace).stream()
                .filter(span -> span.service().equals(service) && span.name().equals(name))
                .min(Comparator.comparingLong(Told::start));
        while (next.isPresent()) {
            var span = next.get();
            path.addFirst(span.service() + ": " + span.name());
            next = spansOf(trace).stream().filter(other -> other.id().equals(span.parent())).findFirst();
        }
        return path;
    }

    /** From each span to those that it caused, as one reads it. */
    public String tree(String trace) {
        var lines = new ArrayList<String>();
        var all = spansOf(trace);
        all.stream()
                .filter(span -> all.stream().noneMatch(other -> other.id().equals(span.parent())))
                .forEach(root -> write(root, all, 0, lines));
        return String.join("\n", lines);
    }

    private static void write(Told span, List<Told> all, int depth, List<String> lines) {
        lines.add("%s%s: %s%s (%d ms)".formatted("  ".repeat(depth), span.service(), span.name(),
                span.failed() ? " FAILED" : "", span.took().toMillis()));
        all.stream()
                .filter(other -> other.parent().equals(span.id()))
                .sorted(Comparator.comparingLong(Told::start))
                .forEach(next -> write(next, all, depth + 1, lines));
    }

    @Override
    public void close() {
        System.clearProperty(ENDPOINT);
        System.clearProperty(DELAY);
        server.stop(0);
    }
}
