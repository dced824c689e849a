package dev.lorikeet.embedded.runpod;

/** A worker of an endpoint's pool. */
final class Worker {
    enum State {
        INITIALIZING,
        IDLE,
        RUNNING,
        UNHEALTHY
    }

    private final String id;
    private State state = State.INITIALIZING;
    private long changes;

    Worker(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    boolean is(State one) {
        return state == one;
    }

    void become(State next) {
        state = next;
        changes++;
    }

    /** Goes up with every change, so that a timer knows whether it is still meant. */
    long changes() {
        return changes;
    }
}
