package dev.lorikeet.simulation.saga;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What can become of one step into the outside of a process. */
enum Fault {
    /** It fails, and nothing was done. */
    FAILS_BEFORE,
    /** It is done, and the answer is an error. */
    ANSWER_LOST,
    /** The process is dead before it is done. */
    DIES_BEFORE,
    /** It is done, and the process is dead before the answer comes. */
    DIES_AFTER,
    /** It is done in time, and the answer takes seconds. */
    SLOW_ANSWER,
    /** It takes seconds until it is done. */
    SLOW_REQUEST,
    /** The process stands still for up to a minute after it was done, and then goes on as if nothing were. */
    STALLS_AFTER,
    /** The same before it is done. */
    STALLS_BEFORE,
    /** It is done, and once more seconds later, because something on the way repeats what it heard. */
    TWICE;

    /**
     * What can be heard twice and understood each time. Nobody repeats what begins a job at RunPod; Kafka knows a batch, and
     * a session, that it has already.
     */
    private static final Pattern REPEATABLE = Pattern
            .compile("bucket\\..*|runpod\\.(status|cancel)|.*\\.(write|pull|moveDue)|log\\.append");

    static boolean isRepeatable(String step) {
        return REPEATABLE.matcher(step).matches();
    }

    /** A step at which a fault is due, as it is told to people and found again. */
    record Struck(int number, long key, long time, String process, String step, Fault fault) {
        @Override
        public String toString() {
            return "#%d at %.3f s: %s %s in %s".formatted(number, time / 1000.0, process, fault, step);
        }
    }

    /** Decides on the fault of each step; a step is named by its key, whatever else happens. */
    interface Plan {
        @Nullable
        Fault at(long key, String step);
    }
}
