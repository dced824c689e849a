package dev.lorikeet.generation.volumes;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of waiting for copies on network volumes.
 *
 * @param lookAgain how long a job waits before it looks whether its LoRAs have arrived
 * @param trustFor how long a copy that was seen counts as there; after that somebody looks at it before a job is sent
 * @param refusedFor how long a refusal is repeated to other jobs before the copy is wanted again
 * @param askAgainAfter a copy that nobody said anything about is wanted once more after so long
 */
@ConfigurationProperties("lorikeet.volumes")
public record VolumeLimits(@DefaultValue("3s") Duration lookAgain, @DefaultValue("24h") Duration trustFor,
        @DefaultValue("1m") Duration refusedFor, @DefaultValue("10m") Duration askAgainAfter) {

    public VolumeLimits {
        positive("look-again", lookAgain);
        positive("trust-for", trustFor);
        positive("refused-for", refusedFor);
        positive("ask-again-after", askAgainAfter);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("lorikeet.volumes." + name + " must be longer than zero");
        }
    }
}
