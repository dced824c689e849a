package dev.lorikeet.lora.deletion;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a deletion can be undone.
 *
 * @param undo zero: not at all
 */
@ConfigurationProperties("lorikeet.deletion")
public record UndoWindow(@DefaultValue("30s") Duration undo) {
    private static final Duration LONGEST = Duration.ofDays(30);

    public UndoWindow {
        if (undo.isNegative() || undo.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lorikeet.deletion.undo must be from 0s to 30d, not " + undo);
        }
    }
}
