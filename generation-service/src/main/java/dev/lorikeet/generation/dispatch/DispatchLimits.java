package dev.lorikeet.generation.dispatch;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many jobs, how often and how long.
 *
 * @param perEndpoint jobs that RunPod has at the same time, for each endpoint
 * @param perWorkspace of these, for one workspace
 * @param attempts of one job that may come to nothing in a way that another one may mend
 * @param retryAfter the wait before such another attempt
 * @param queueTime how long a job waits here before it fails for want of a place
 * @param remoteQueueTime how long it waits at RunPod for a worker
 * @param margin added to what a job may take before RunPod forgets it, for clocks that differ
 * @param looks jobs one instance asks RunPod about at the same time
 * @param firstLook after a job was sent
 * @param queuedLook between two looks while it waits for a worker
 * @param runningLook between two looks while a worker has it
 * @param unseenFor how long RunPod may not know a job before it counts as lost
 * @param unseenWhileWaking the same, while the endpoint's first worker is starting
 * @param healthAfter how long a job waits at RunPod before people are told why
 */
@ConfigurationProperties("lorikeet.dispatch")
public record DispatchLimits(@DefaultValue("10") int perEndpoint, @DefaultValue("4") int perWorkspace,
        @DefaultValue("2") int attempts, @DefaultValue("10s") Duration retryAfter,
        @DefaultValue("2h") Duration queueTime, @DefaultValue("30m") Duration remoteQueueTime,
        @DefaultValue("60s") Duration margin, @DefaultValue("64") int looks, @DefaultValue("2s") Duration firstLook,
        @DefaultValue("8s") Duration queuedLook, @DefaultValue("5s") Duration runningLook,
        @DefaultValue("150s") Duration unseenFor, @DefaultValue("15m") Duration unseenWhileWaking,
        @DefaultValue("60s") Duration healthAfter) {

    public DispatchLimits {
        require(perEndpoint >= 1 && perEndpoint <= 10_000, "per-endpoint must lie between 1 and 10000");
        require(perWorkspace >= 1, "per-workspace must be at least 1");
        require(attempts >= 1 && attempts <= 10, "attempts must lie between 1 and 10");
        require(looks >= 1, "looks must be at least 1");
        positive("retry-after", retryAfter);
        positive("queue-time", queueTime);
        positive("remote-queue-time", remoteQueueTime);
        positive("margin", margin);
        positive("first-look", firstLook);
        positive("queued-look", queuedLook);
        positive("running-look", runningLook);
        positive("unseen-for", unseenFor);
        positive("unseen-while-waking", unseenWhileWaking);
        positive("health-after", healthAfter);
    }

    /** How long RunPod keeps a job that may run for this long: in its queue, and once more after a worker was lost. */
    Duration timeToLive(Duration execution) {
        return remoteQueueTime.plus(execution.multipliedBy(2));
    }

    /**
     * How long it is, from the moment a job is written down as sent, until RunPod has certainly deleted it: it may take
     * as long as a call until RunPod has it, and clocks differ. Until then a second job might be a double.
     */
    Duration forgottenAfter(Duration execution, Duration callTime) {
        return callTime.plus(timeToLive(execution)).plus(margin);
    }

    private static void positive(String name, Duration value) {
        require(value.isPositive(), name + " must be longer than zero");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.dispatch." + what);
        }
    }
}
