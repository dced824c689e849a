package dev.lorikeet.simulation.saga;

import java.util.Map;
import java.util.TreeMap;

/** How often each rare thing happened: what never happened was not tested. */
final class Sometimes {
    private final TreeMap<String, Long> counts = new TreeMap<>();

    void saw(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }
}
