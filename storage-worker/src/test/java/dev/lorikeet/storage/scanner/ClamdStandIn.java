package dev.lorikeet.storage.scanner;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Speaks as much of clamd's protocol as a scan needs, and answers what it was told to. */
public final class ClamdStandIn implements AutoCloseable {
    private static final String COMMAND = "zINSTREAM\0";

    private final ServerSocket server;
    private final Manner manner;
    private final List<byte[]> scanned = new CopyOnWriteArrayList<>();

    private sealed interface Manner {
        /** When everything has come. */
        record Answers(String text) implements Manner {}

        /** When so much has come, and hangs up. */
        record Interrupts(int after, String text) implements Manner {}

        /** Takes everything. */
        record KeepsSilent() implements Manner {}
    }

    private ClamdStandIn(Manner manner) {
        this.manner = manner;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public static ClamdStandIn answering(String text) {
        return new ClamdStandIn(new Manner.Answers(text));
    }

    static ClamdStandIn interrupting(int after, String text) {
        return new ClamdStandIn(new Manner.Interrupts(after, text));
    }

    static ClamdStandIn keepingSilent() {
        return new ClamdStandIn(new Manner.KeepsSilent());
    }

    public Map<String, String> settings() {
        return Map.of("lorikeet.clamd.host", server.getInetAddress().getHostAddress(), "lorikeet.clamd.port",
                String.valueOf(server.getLocalPort()));
    }

    /** Each whole stream that arrived. */
    public List<byte[]> scanned() {
        return scanned;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                talk(client);
            } catch (IOException gone) {
                // The client hung up, or the test is over; either way the next one may come.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        if (!new String(in.readNBytes(COMMAND.length()), US_ASCII).equals(COMMAND)) {
            answer(client, "UNKNOWN COMMAND");
            return;
        }
        var file = new ByteArrayOutputStream();
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            var chunk = in.readNBytes(length);
            if (chunk.length < length) {
                throw new EOFException();
            }
            file.writeBytes(chunk);
            if (manner instanceof Manner.Interrupts(var after, var text) && file.size() >= after) {
                answer(client, text);
                return;
            }
        }
        scanned.add(file.toByteArray());
        switch (manner) {
            case Manner.Answers(var text) -> answer(client, text);
            case Manner.Interrupts(var _, var text) -> answer(client, text);
            case Manner.KeepsSilent() -> in.transferTo(new ByteArrayOutputStream());
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        if (!text.isEmpty()) {
            client.getOutputStream().write((text + '\0').getBytes(US_ASCII));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
