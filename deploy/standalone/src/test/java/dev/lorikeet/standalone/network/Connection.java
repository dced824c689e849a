package dev.lorikeet.standalone.network;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.standalone.network.Weather.Cutting;
import dev.lorikeet.standalone.network.Weather.Fine;
import dev.lorikeet.standalone.network.Weather.Refusing;
import dev.lorikeet.standalone.network.Weather.Resetting;
import dev.lorikeet.standalone.network.Weather.Silent;
import dev.lorikeet.standalone.network.Weather.Slow;

/** One caller's connection: what either end says is carried to the other as the weather allows. */
final class Connection {
    private static final int PIECE = 16 * 1024;
    private static final Duration LONG = Duration.ofHours(1);

    private final FaultyLine line;
    private final Socket caller;
    private final Socket server;
    private final AtomicInteger directions = new AtomicInteger(2);

    Connection(FaultyLine line, Socket caller, Socket server) {
        this.line = line;
        this.caller = caller;
        this.server = server;
    }

    void start() throws IOException {
        caller.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> carry(caller, server));
        Thread.ofVirtual().start(() -> carry(server, caller));
    }

    private void carry(Socket from, Socket to) {
        try {
            var piece = new byte[PIECE];
            for (int length = from.getInputStream().read(piece); length >= 0; length = from.getInputStream()
                    .read(piece)) {
                carry(piece, length, to);
            }
            // The other direction may still have something to say.
            to.shutdownOutput();
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
        if (directions.decrementAndGet() == 0) {
            end();
        }
    }

    private void carry(byte[] piece, int length, Socket to) throws IOException, InterruptedException {
        awaitWords();
        int arriving = arriving(line.weather(), length);
        if (arriving == 0) {
            throw new IOException("lost");
        }
        to.getOutputStream().write(piece, 0, arriving);
        if (arriving < length) {
            end();
        }
    }

    private void awaitWords() throws InterruptedException {
        while (line.weather() instanceof Silent silent) {
            line.strike(silent);
            line.pause(LONG);
        }
    }

    private int arriving(Weather weather, int length) throws InterruptedException {
        int arriving = switch (weather) {
            case Fine _,Silent _ -> length;
            case Slow slow -> {
                line.strike(slow);
                line.pause(slow.pause(length));
                yield length;
            }
            case Resetting(double chance) -> line.happens(chance) ? 0 : length;
            case Cutting(double chance) -> line.happens(chance) ? length / 2 : length;
            case Refusing _ -> 0;
        };
        if (arriving < length) {
            line.strike(weather);
        }
        return arriving;
    }

    /** As if everything had been said. */
    private void end() {
        close(caller);
        close(server);
        line.ended(this);
    }

    void reset() {
        reset(caller);
        reset(server);
        line.ended(this);
    }

    /** Without the time to linger, what is closed is reset. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }
}
