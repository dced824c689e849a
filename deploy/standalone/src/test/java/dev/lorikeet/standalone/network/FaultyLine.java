package dev.lorikeet.standalone.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.standalone.network.Weather.Fine;
import dev.lorikeet.standalone.network.Weather.Refusing;
import org.jspecify.annotations.Nullable;

/**
 * A line to a server on this machine, or to the next of several, with weather that changes while it is in use. Whoever is
 * to feel it connects to {@link #port} instead of the server's own.
 */
public final class FaultyLine implements AutoCloseable {
    private final int port;
    private final List<Integer> servers;
    private final AtomicInteger callers = new AtomicInteger();
    private final Random chance;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Class<? extends Weather>, Long> strikes = new ConcurrentHashMap<>();
    private Weather weather = new Fine();
    private long changes;
    private @Nullable ServerSocket door;

    private FaultyLine(int port, List<Integer> servers, long seed) {
        this.port = port;
        this.servers = servers;
        this.chance = new Random(seed);
    }

    /**
     * To a server that is there already.
     *
     * @param seed of everything on the line that is left to chance
     */
    public static FaultyLine to(int server, long seed) {
        return between(LoopbackPort.free(), server, seed);
    }

    /** For a server that has to know its callers' port before it starts. */
    public static FaultyLine between(int port, int server, long seed) {
        return opened(new FaultyLine(port, List.of(server), seed));
    }

    /** One address for all of them, as a cluster gives it: each caller gets the next one that is there. */
    public static FaultyLine among(int port, List<Integer> servers) {
        return opened(new FaultyLine(port, servers, 0));
    }

    private static FaultyLine opened(FaultyLine line) {
        line.open();
        return line;
    }

    public int port() {
        return port;
    }

    /** At once, also for what is on its way. */
    public void turn(Weather next) {
        change(next);
        if (next instanceof Refusing) {
            shut();
        } else if (isShut()) {
            open();
        }
    }

    private synchronized void change(Weather next) {
        weather = next;
        changes++;
        notifyAll();
    }

    synchronized Weather weather() {
        return weather;
    }

    /** Pieces that this kind of weather delayed, held back, halved or lost, and connections that it reset. */
    public long strikes(Class<? extends Weather> kind) {
        return strikes.getOrDefault(kind, 0L);
    }

    void strike(Weather by) {
        strikes.merge(by.getClass(), 1L, Long::sum);
    }

    synchronized boolean happens(double probability) {
        return chance.nextDouble() < probability;
    }

    /** Ends early when the weather changes. */
    synchronized void pause(Duration time) throws InterruptedException {
        long before = changes;
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); changes == before && left > 0; left = until - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    private synchronized boolean isShut() {
        return door == null;
    }

    private synchronized void open() {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            door = opened;
            Thread.ofVirtual().name("line-" + port).start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                connect(opened.accept());
            } catch (IOException ended) {
                // Shut, or whoever called has hung up again.
            }
        }
    }

    private void connect(Socket caller) throws IOException {
        try {
            var connection = new Connection(this, caller, next());
            connections.add(connection);
            connection.start();
        } catch (IOException unreachable) {
            Connection.reset(caller);
            throw unreachable;
        }
    }

    private Socket next() throws IOException {
        var unreachable = new IOException("none of " + servers + " is there");
        for (int tries = 0; tries < servers.size(); tries++) {
            int turn = Math.floorMod(callers.getAndIncrement(), servers.size());
            try {
                return new Socket(InetAddress.getLoopbackAddress(), servers.get(turn));
            } catch (IOException away) {
                unreachable.addSuppressed(away);
            }
        }
        throw unreachable;
    }

    void ended(Connection connection) {
        connections.remove(connection);
    }

    private void shut() {
        synchronized (this) {
            if (door != null) {
                try {
                    door.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                door = null;
            }
        }
        for (var connection : connections) {
            connection.reset();
            strike(new Refusing());
        }
    }

    @Override
    public void close() {
        change(new Refusing());
        shut();
    }
}
