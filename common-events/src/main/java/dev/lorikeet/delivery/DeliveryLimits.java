package dev.lorikeet.delivery;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** Every limit of delivery. */
@ConfigurationProperties("lorikeet.delivery")
public record DeliveryLimits(@DefaultValue Commit commit, @DefaultValue Relay relay, @DefaultValue Consumer consumer,
        @DefaultValue Work work, @DefaultValue BackOff backOff) {

    private static final DataSize MOST_OUTBOX = DataSize.ofMegabytes(12);

    /**
     * Of one commit.
     *
     * @param attempts how often a command is decided anew after losing a race for the document
     * @param outboxEntries unpublished events that one aggregate may gather before it refuses commands
     * @param eventSize the largest event; well below the broker's limit, so that none can block a relay
     */
    public record Commit(@DefaultValue("20") int attempts, @DefaultValue("40") int outboxEntries,
            @DefaultValue("256KB") DataSize eventSize) {
        public Commit {
            require(attempts >= 1, "lorikeet.delivery.commit.attempts must be at least 1");
            require(outboxEntries >= 1, "lorikeet.delivery.commit.outbox-entries must be at least 1");
            require(eventSize.toBytes() >= 1024 && eventSize.toKilobytes() <= 900,
                    "lorikeet.delivery.commit.event-size must lie between 1KB and 900KB");
            require(outboxEntries * eventSize.toBytes() <= MOST_OUTBOX.toBytes(),
                    "lorikeet.delivery.commit.outbox-entries times event-size must not exceed " + MOST_OUTBOX
                            + ", because MongoDB takes documents up to 16MB");
        }
    }

    /**
     * Of the outbox relay.
     *
     * @param shards how many instances can relay at once; all instances of a service must agree on it
     * @param sweepEvery how long an event may wait after a crash took the hint away
     * @param batch documents published in one go
     * @param lease how long a dead instance blocks its shards
     */
    public record Relay(@DefaultValue("4") int shards, @DefaultValue("1s") Duration sweepEvery,
            @DefaultValue("200") int batch, @DefaultValue("10s") Duration lease) {
        public Relay {
            require(shards >= 1 && shards <= OutboxKey.BUCKETS,
                    "lorikeet.delivery.relay.shards must lie between 1 and " + OutboxKey.BUCKETS);
            require(batch >= 1, "lorikeet.delivery.relay.batch must be at least 1");
            positive("relay.sweep-every", sweepEvery);
            positive("relay.lease", lease);
        }
    }

    /**
     * Of the consumers.
     *
     * @param threads consumers per topic and instance
     * @param tries deliveries that a failing handler gets before its record becomes a dead letter
     * @param handlerTime how long one handler may take before it counts as unavailable
     */
    public record Consumer(@DefaultValue("1") int threads, @DefaultValue("5") int tries,
            @DefaultValue("30s") Duration handlerTime) {
        public Consumer {
            require(threads >= 1, "lorikeet.delivery.consumer.threads must be at least 1");
            require(tries >= 1, "lorikeet.delivery.consumer.tries must be at least 1");
            positive("consumer.handler-time", handlerTime);
        }
    }

    /**
     * Of leased work.
     *
     * @param parallel items one instance works on at once
     * @param sweepEvery how often due work is looked for
     * @param lease how long work of a dead instance waits; renewed while the work goes on
     */
    public record Work(@DefaultValue("8") int parallel, @DefaultValue("1s") Duration sweepEvery,
            @DefaultValue("60s") Duration lease) {
        public Work {
            require(parallel >= 1, "lorikeet.delivery.work.parallel must be at least 1");
            positive("work.sweep-every", sweepEvery);
            positive("work.lease", lease);
        }
    }

    /** Waits between tries: {@code first}, then twice as long each time, up to {@code longest}. */
    public record BackOff(@DefaultValue("200ms") Duration first, @DefaultValue("30s") Duration longest) {
        public BackOff {
            positive("back-off.first", first);
            require(longest.compareTo(first) >= 0,
                    "lorikeet.delivery.back-off.longest must not be shorter than lorikeet.delivery.back-off.first");
        }

        /** The wait after this many failures, at least one. */
        public Duration after(int failures) {
            int doublings = Math.min(Math.max(failures, 1) - 1, 30);
            var wait = first.multipliedBy(1L << doublings);
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    public static DeliveryLimits defaults() {
        return new DeliveryLimits(new Commit(20, 40, DataSize.ofKilobytes(256)),
                new Relay(4, Duration.ofSeconds(1), 200, Duration.ofSeconds(10)),
                new Consumer(1, 5, Duration.ofSeconds(30)),
                new Work(8, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                new BackOff(Duration.ofMillis(200), Duration.ofSeconds(30)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void positive(String name, Duration value) {
        require(value.isPositive(), "lorikeet.delivery." + name + " must be longer than zero");
    }
}
