package dev.lorikeet.standalone;

import java.util.stream.IntStream;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;

/** Ports for programs under test. */
final class Processes {
    private Processes() {}

    /** The first of seven in a row, because that is what the program asks for. */
    static int sevenFreePorts() {
        while (true) {
            int first = LoopbackPort.free();
            if (IntStream.range(first, first + 7).allMatch(Processes::isFree)) {
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try {
            LoopbackPort.requireFree("a test", port);
            return true;
        } catch (PlatformFailure taken) {
            return false;
        }
    }
}
