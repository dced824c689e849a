package dev.lorikeet.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the program is there just now, for those who want something of it; and how many times it was killed. */
final class Lives {
    private final List<String> kills = new ArrayList<>();
    private boolean up;
    private boolean over;

    synchronized void begin() {
        up = true;
        notifyAll();
    }

    /** Said before it is done, so that nobody takes the silence of a dead program for a fault. */
    synchronized void kill(String how) {
        up = false;
        kills.add(how);
    }

    /** Something happens that nobody is told of; from here on everybody may want as much again as in a new life. */
    synchronized void turn(String what) {
        kills.add(what);
    }

    /** Nobody begins anything any more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized boolean isUp() {
        return up;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** From 1. */
    synchronized int current() {
        return kills.size() + 1;
    }

    synchronized List<String> kills() {
        return List.copyOf(kills);
    }

    /** Whether there is still something to do when it is there again. */
    synchronized boolean await() {
        while (!up && !over) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !over;
    }

    /** Some time, or until all is over. */
    synchronized void let(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        try {
            while (!over && System.nanoTime() < until) {
                wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
