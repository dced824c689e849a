package dev.lorikeet.simulation.saga;

import java.util.HashMap;
import java.util.Map;

/** One instance of a service, or whoever else does something. */
final class Program {
    private final String service;
    private final String name;
    private final Map<String, Integer> steps = new HashMap<>();
    private boolean alive = true;
    private long goesOnAt;

    Program(String service, String name) {
        this.service = service;
        this.name = name;
    }

    String service() {
        return service;
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    /** Nothing of it moves until then. */
    void standStillUntil(long time) {
        goesOnAt = time;
    }

    boolean standsStillAt(long time) {
        return time < goesOnAt;
    }

    long goesOnAt() {
        return goesOnAt;
    }

    /** How often it has done this before. */
    int count(String what) {
        return steps.merge(what, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return name;
    }
}
