package dev.lorikeet.http.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as they arrive, each held to the contract. */
public final class EventStream implements AutoCloseable {
    private final Contract contract;
    private final String target;
    private final Stream<String> lines;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable AssertionError> violation = new AtomicReference<>();
    private volatile boolean ended;
    private String id = "";
    private String name = "message";
    private String data = "";

    EventStream(Contract contract, String target, Stream<String> lines) {
        this.contract = contract;
        this.target = target;
        this.lines = lines;
        Thread.ofVirtual().start(this::read);
    }

    public record Event(String id, String name, JsonNode data) {}

    /** Those that have come so far; fails if one of them breaks the contract. */
    public List<Event> received() {
        var broken = violation.get();
        if (broken != null) {
            throw broken;
        }
        return List.copyOf(events);
    }

    /** Whether the service has ended it; a connection that breaks is no end. */
    public boolean hasEnded() {
        return ended;
    }

    private void read() {
        try {
            lines.forEach(this::line);
            ended = true;
        } catch (AssertionError broken) {
            violation.set(broken);
        } catch (RuntimeException closed) {
            // The end of the connection, by either side, is the end of the stream.
        }
    }

    private void line(String line) {
        var field = line.split(": ?", 2);
        switch (field[0]) {
            case "id" -> id = field[1];
            case "event" -> name = field[1];
            case "data" -> data += field[1];
            default -> {
                if (line.isEmpty() && !data.isEmpty()) {
                    dispatch();
                }
            }
        }
    }

    private void dispatch() {
        contract.checkEvent(target, name, data);
        events.add(new Event(id, name, JsonMapper.shared().readTree(data)));
        name = "message";
        data = "";
    }

    @Override
    public void close() {
        lines.close();
    }
}
