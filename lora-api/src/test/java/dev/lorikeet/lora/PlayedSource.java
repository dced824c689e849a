package dev.lorikeet.lora;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Somebody else's server, where files can be downloaded. Keeps the headers of all that it is asked. */
final class PlayedSource implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Headers> asked = new CopyOnWriteArrayList<>();

    PlayedSource() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** What stands behind a path. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    /** The address of what is there from now on. */
    String at(String path, Reply reply) {
        server.createContext(path.replaceAll("\\?.*", ""), exchange -> {
            asked.add(exchange.getRequestHeaders());
            try (exchange) {
                reply.to(exchange);
            }
        });
        return "http://127.0.0.1:" + server.getAddress().getPort() + path.replace(" ", "%20");
    }

    List<Headers> asked() {
        return List.copyOf(asked);
    }

    static Reply saying(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static Reply leadingTo(String address) {
        return saying(302, "Location", address);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
