package dev.lorikeet.generation.volumes;

import java.time.Duration;

/** How far the LoRAs of a job are on the way to its worker's volumes. */
public sealed interface Arrival {

    record AllThere() implements Arrival {}

    /**
     * Somebody is at it.
     *
     * @param pause before it is worth another look
     */
    record OnTheWay(Duration pause, String reason) implements Arrival {}

    /** Not this time. */
    record Impossible(String reason) implements Arrival {}
}
