package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What happened, as one number always and as text on demand: the same seed must give the same. */
final class Trace {
    private static final int LONGEST = 200_000;

    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private long hash = 17;

    Trace(boolean told) {
        this.told = told;
    }

    long hash() {
        return hash;
    }

    List<String> lines() {
        return lines;
    }

    void step(Agenda agenda, Program process, String what, @Nullable Fault fault) {
        hash = 31 * (31 * hash + agenda.millisGone()) + what.hashCode() + process.name().hashCode()
                + (fault == null ? 0 : fault.name().hashCode());
        if (told) {
            add(agenda, process, what + (fault == null ? "" : "  <-- " + fault));
        }
    }

    void say(Agenda agenda, Program process, String what) {
        hash = 31 * (31 * hash + agenda.millisGone()) + what.hashCode();
        if (told) {
            add(agenda, process, what);
        }
    }

    private void add(Agenda agenda, Program process, String what) {
        if (lines.size() < LONGEST) {
            lines.add("%9.3f  %-22s %s".formatted(agenda.millisGone() / 1000.0, process, what));
        }
    }
}
