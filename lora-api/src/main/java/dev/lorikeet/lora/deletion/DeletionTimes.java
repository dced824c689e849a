package dev.lorikeet.lora.deletion;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.lora.lifecycle.LoraCommand.Delete;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a deleted LoRA is still there.
 *
 * @param undo how long the deletion can be undone; zero: not at all
 * @param keep how long at most the object waits, after that, for videos that need it
 */
@ConfigurationProperties("lorikeet.deletion")
public record DeletionTimes(@DefaultValue("30s") Duration undo, @DefaultValue("2h") Duration keep) {
    private static final Duration LONGEST = Duration.ofDays(30);

    public DeletionTimes {
        demand("undo", undo);
        demand("keep", keep);
    }

    private static void demand(String name, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lorikeet.deletion." + name + " must be from 0s to 30d, not " + time);
        }
    }

    Delete from(Instant now) {
        var undoUntil = now.plus(undo);
        return new Delete(undoUntil, undoUntil.plus(keep));
    }
}
