package dev.lorikeet.embedded.runpod;

import java.time.Duration;

/**
 * The workers of an endpoint.
 *
 * @param max how many there can be; 0 is an endpoint that was scaled down and takes jobs that never run
 * @param idle how long a worker waits for another job before it goes
 */
public record Pool(int max, Duration coldStart, Duration idle) {
    static final Pool USUAL = new Pool(3, Duration.ofSeconds(1), Duration.ofSeconds(5));
}
