package dev.lorikeet.embedded.runpod;

import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked of an endpoint, by the name in its path, with what RunPod allows of it in ten seconds. */
public enum Operation {
    RUN("run", 1000, false),
    RUNSYNC("runsync", 2000, false),
    STATUS("status", 2000, true),
    STATUS_SYNC("status-sync", 2000, true),
    STREAM("stream", 2000, true),
    CANCEL("cancel", 100, true),
    RETRY("retry", 1000, true),
    PURGE_QUEUE("purge-queue", 2, false),
    HEALTH("health", 2000, false);

    private final String path;
    private final int usualLimit;
    private final boolean ofJob;

    Operation(String path, int usualLimit, boolean ofJob) {
        this.path = path;
        this.usualLimit = usualLimit;
        this.ofJob = ofJob;
    }

    public String path() {
        return path;
    }

    int usualLimit() {
        return usualLimit;
    }

    boolean ofJob() {
        return ofJob;
    }

    /** Reading works with POST too, because some clients do it; changing needs POST. */
    boolean allows(String method) {
        return switch (this) {
            case STATUS, STATUS_SYNC, STREAM -> method.equals("GET") || method.equals("POST");
            case HEALTH -> method.equals("GET");
            case RUN, RUNSYNC, CANCEL, RETRY, PURGE_QUEUE -> method.equals("POST");
        };
    }

    public static Optional<Operation> named(String path) {
        return Stream.of(values()).filter(operation -> operation.path.equals(path)).findFirst();
    }
}
