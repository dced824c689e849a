package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Between a service and an engine. While it is shut, nobody comes through, and whoever is inside is thrown out. */
public final class Door implements AutoCloseable {
    private final ServerSocket entrance;
    private final int engine;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    private Door(ServerSocket entrance, int engine) {
        this.entrance = entrance;
        this.engine = engine;
    }

    public static Door to(int engine) {
        try {
            var door = new Door(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), engine);
            Thread.ofVirtual().start(door::admit);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    public void shut() {
        open = false;
        passing.forEach(Door::closed);
        passing.clear();
    }

    public void open() {
        open = true;
    }

    private void admit() {
        boolean admitting = true;
        while (admitting) {
            try {
                pass(entrance.accept());
            } catch (IOException failure) {
                // The next one may have more luck.
                admitting = !entrance.isClosed();
            }
        }
    }

    private void pass(Socket inside) throws IOException {
        if (!open) {
            inside.close();
            return;
        }
        var outside = new Socket(InetAddress.getLoopbackAddress(), engine);
        passing.add(inside);
        passing.add(outside);
        Thread.ofVirtual().start(() -> carry(inside, outside));
        Thread.ofVirtual().start(() -> carry(outside, inside));
    }

    private void carry(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Either side may go at any time.
            passing.remove(to);
        } finally {
            passing.remove(from);
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
