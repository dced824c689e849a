package dev.lorikeet.standalone;

import dev.lorikeet.embedded.LoopbackPort;

/** Ports for programs under test. */
final class Processes {
    private Processes() {}

    /** The first of seven in a row, because that is what the program asks for; none is handed out to anybody else. */
    static int sevenFreePorts() {
        int first = LoopbackPort.free();
        int last = first;
        while (last < first + 6) {
            int next = LoopbackPort.free();
            first = next == last + 1 ? first : next;
            last = next;
        }
        return first;
    }
}
