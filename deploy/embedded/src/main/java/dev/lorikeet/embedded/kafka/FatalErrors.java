package dev.lorikeet.embedded.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.embedded.LastWords;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka ends the JVM on a fatal error, whoever else lives in it. Here that fails the start of the brokers that are
 * starting. Only when a broker that runs dies is the JVM halted, with a sentence: nothing works without it, and
 * everything in this process survives being killed.
 */
final class FatalErrors {
    private static final Set<BrokerStart> STARTING = ConcurrentHashMap.newKeySet();
    private static final Set<EmbeddedKafka> RUNNING = ConcurrentHashMap.newKeySet();

    private FatalErrors() {}

    static void failInsteadOfExit(BrokerStart starting) {
        Exit.setExitProcedure(FatalErrors::onFatal);
        Exit.setHaltProcedure(FatalErrors::onFatal);
        STARTING.add(starting);
    }

    static void noLongerStarting(BrokerStart starting) {
        STARTING.remove(starting);
    }

    static void running(EmbeddedKafka kafka) {
        RUNNING.add(kafka);
    }

    static void closed(EmbeddedKafka kafka) {
        RUNNING.remove(kafka);
    }

    private static void onFatal(int status, String message) {
        var death = new BrokerDied(message == null ? "the broker gave up, its log says why" : message);
        if (STARTING.isEmpty() && !RUNNING.isEmpty()) {
            LastWords.halt(status,
                    "Kafka died in the data directory %s; its log says why (a full disk?); mend that and start again."
                            .formatted(RUNNING.iterator().next().directory()));
        }
        STARTING.forEach(starting -> starting.fail(death));
        throw death;
    }

    /** An error, because Kafka's threads must not go on after a call that they expect never to return. */
    private static final class BrokerDied extends Error {
        BrokerDied(String message) {
            super(message);
        }
    }
}
