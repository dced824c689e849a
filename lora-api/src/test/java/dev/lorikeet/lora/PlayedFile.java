package dev.lorikeet.lora;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;

/** A file that is handed out in pieces, and what may go wrong with it. */
final class PlayedFile implements PlayedSource.Reply {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final Map<String, String> more = new ConcurrentHashMap<>();
    private final List<Long> pieces = new CopyOnWriteArrayList<>();
    private volatile byte[] bytes;
    private volatile String etag = "\"one\"";
    private volatile long brokenFrom = Long.MAX_VALUE;
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile long changesAfter = Long.MAX_VALUE;
    private volatile long heldFrom = Long.MAX_VALUE;
    private final CountDownLatch held = new CountDownLatch(1);

    PlayedFile(byte[] bytes) {
        this.bytes = bytes;
    }

    PlayedFile with(String header, String value) {
        more.put(header, value);
        return this;
    }

    /** Breaks off so many times in the piece that begins there or later. */
    PlayedFile breaking(long from, int times) {
        brokenFrom = from;
        breaks.set(times);
        return this;
    }

    /** Is another file of the same size once the piece that begins there was handed out. */
    PlayedFile changingAfter(long from) {
        changesAfter = from;
        return this;
    }

    /** Hands out nothing that begins there or later, until it is let go. */
    PlayedFile heldFrom(long from) {
        heldFrom = from;
        return this;
    }

    void letGo() {
        held.countDown();
    }

    /** Where the pieces began that were handed out in full, but for the byte that everybody asks for first. */
    List<Long> pieces() {
        return List.copyOf(pieces);
    }

    @Override
    public void to(HttpExchange exchange) throws IOException {
        var range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (!range.matches()) {
            throw new AssertionError("asked for all of it");
        }
        int from = Integer.parseInt(range.group(1));
        int to = Math.min(Integer.parseInt(range.group(2)), bytes.length - 1);
        boolean first = to == 0;
        waitFor(first ? -1 : from);
        var headers = exchange.getResponseHeaders();
        headers.set("ETag", etag);
        headers.set("Content-Type", "application/octet-stream");
        more.forEach(headers::set);
        var condition = exchange.getRequestHeaders().getFirst("If-Range");
        if (condition != null && !condition.equals(etag)) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1);
            return;
        }
        if (bytes.length == 0) {
            headers.set("Content-Range", "bytes */0");
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        headers.putIfAbsent("Content-Range", List.of("bytes " + from + "-" + to + "/" + bytes.length));
        exchange.sendResponseHeaders(206, to - from + 1);
        if (!first && from >= brokenFrom && breaks.getAndDecrement() > 0) {
            exchange.getResponseBody().write(bytes, from, (to - from) / 2);
            throw new IOException("broken off");
        }
        exchange.getResponseBody().write(bytes, from, to - from + 1);
        if (!first) {
            pieces.add((long) from);
            change(from);
        }
    }

    private void change(int from) {
        if (from >= changesAfter) {
            etag = "\"two\"";
            bytes = new byte[bytes.length];
        }
    }

    private void waitFor(int from) throws IOException {
        try {
            if (from >= heldFrom) {
                held.await();
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
