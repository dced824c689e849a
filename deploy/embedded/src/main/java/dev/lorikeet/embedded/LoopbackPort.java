package dev.lorikeet.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports on 127.0.0.1, the only address anything here listens on. */
public final class LoopbackPort {
    public static final String HOST = "127.0.0.1";

    /** Below the range from which systems take ports for outgoing connections, which could take ours before we do. */
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT = new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % COUNT));

    /** Of servers that have looked at theirs, and may not listen yet. */
    private static final Set<Integer> PROMISED = ConcurrentHashMap.newKeySet();

    private LoopbackPort() {}

    /** A port that nothing listens on now, or is about to; no port is handed out twice in a row. */
    public static int free() {
        for (var tries = 0; tries < COUNT; tries++) {
            var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (!PROMISED.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new PlatformFailure("No free port between %d and %d on %s; stop a program that listens there."
                .formatted(FIRST, FIRST + COUNT, HOST));
    }

    /** The port itself, or a free one for 0. */
    public static int orFree(String server, int port) {
        if (port == 0) {
            return free();
        }
        requireFree(server, port);
        return port;
    }

    public static void requireFree(String server, int port) {
        if (port != 0 && !isFree(port)) {
            throw new PlatformFailure(
                    "Port %d, which %s needs, is taken by another program; stop that program or choose other ports with --port N."
                            .formatted(port, server));
        }
        PROMISED.add(port);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
