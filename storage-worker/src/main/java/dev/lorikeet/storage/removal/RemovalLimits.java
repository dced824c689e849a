package dev.lorikeet.storage.removal;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of removals.
 *
 * @param lookAgainAfter how long after its removal an object is looked for once more; longer than the URLs of lora-api are
 *            valid ({@code lorikeet.upload.url-validity}), and than the largest part takes to arrive
 */
@ConfigurationProperties("lorikeet.removal")
public record RemovalLimits(@DefaultValue("90m") Duration lookAgainAfter) {
    public RemovalLimits {
        if (lookAgainAfter.isNegative() || lookAgainAfter.isZero()) {
            throw new IllegalArgumentException("lorikeet.removal.look-again-after must be longer than zero");
        }
    }
}
