package dev.lorikeet.embedded.runpod;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One endpoint.
 *
 * @param outside whether somebody outside does the work, with {@link RunPodCloud#takeAssignments}
 * @param volume the names of the LoRA files on its network volume; null when it has whatever is asked for
 */
public record EndpointSettings(Personality personality, boolean outside, Pool pool, Times times, Manners manners,
        @Nullable Set<String> volume) {

    public static EndpointSettings of(Personality personality) {
        return new EndpointSettings(personality, false, Pool.USUAL, Times.USUAL, Manners.USUAL, null);
    }

    public EndpointSettings with(Pool changed) {
        return new EndpointSettings(personality, outside, changed, times, manners, volume);
    }

    public EndpointSettings with(Times changed) {
        return new EndpointSettings(personality, outside, pool, changed, manners, volume);
    }

    public EndpointSettings with(Manners changed) {
        return new EndpointSettings(personality, outside, pool, times, changed, volume);
    }

    public EndpointSettings withVolume(Set<String> files) {
        return new EndpointSettings(personality, outside, pool, times, manners, files);
    }

    /** Its jobs are done by whoever takes them. */
    public EndpointSettings workedOutside() {
        return new EndpointSettings(personality, true, pool, times, manners, volume);
    }

    boolean lacks(String loraFile) {
        return volume != null && !volume.contains(loraFile);
    }
}
