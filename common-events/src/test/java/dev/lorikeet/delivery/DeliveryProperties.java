package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds whatever fails, for two instances of a service that share its collections. */
final class DeliveryProperties {

    /** Every acknowledged commit is announced, in order, and nothing is announced that was not committed. */
    @Property(tries = 300)
    void announcesEveryCommitAtLeastOnceAndInOrder(@ForAll long seed, @ForAll @DoubleRange(max = 0.3) double rate) {
        var chance = new Random(seed);
        var world = new World(chance, rate);
        var instances = List.of(world.service("lora-api", "one"), world.service("lora-api", "two"));
        var stores = instances.stream().map(World::tallies).toList();
        instances.forEach(Delivery::start);
        Map<String, Integer> acknowledged = new HashMap<>();
        for (int step = 0; step < 40; step++) {
            var id = "id" + chance.nextInt(4);
            boolean done = World.add(stores.get(chance.nextInt(2)), id)
                    .map(_ -> true)
                    .onErrorResume(Unavailable.class, _ -> Mono.just(false))
                    .blockOptional(World.LIMIT)
                    .orElseThrow();
            acknowledged.merge(id, done ? 1 : 0, Integer::sum);
            world.pass(Duration.ofMillis(chance.nextInt(2_000)));
        }
        world.heal();
        world.pass(Duration.ofMinutes(2));
        acknowledged.forEach((id, count) -> assertAnnounced(world, id, count));
    }

    private static void assertAnnounced(World world, String id, int acknowledged) {
        var stored = world.collection("tallies").find(id).blockOptional(World.LIMIT);
        long version = stored.map(StoredDocument::version).orElse(0L);
        assertThat(version).isGreaterThanOrEqualTo(acknowledged);
        assertThat(stored.map(StoredDocument::outbox).orElse(List.of())).isEmpty();
        assertThat(world.sequences(id).stream().reduce((_, last) -> last).orElse(0L))
                .as("what compaction leaves is the newest")
                .isEqualTo(version);
        assertThat(firstTimes(world.sequences(id))).isEqualTo(LongStream.rangeClosed(1, version).boxed().toList());
    }

    /** Repeats are allowed, and only of what was said before. */
    private static List<Long> firstTimes(List<Long> sequences) {
        var seen = new HashSet<Long>();
        return sequences.stream().filter(seen::add).toList();
    }

    @Property(tries = 300)
    void doesDueWorkUntilItIsDoneWhateverFails(@ForAll long seed, @ForAll @DoubleRange(max = 0.3) double rate) {
        var chance = new Random(seed);
        var world = new World(chance, rate);
        var delivery = world.service("lora-api", "one");
        var tallies = World.tallies(delivery);
        delivery.work(Tally.TYPE, item -> World.add(tallies, item.id()));
        for (int index = 0; index < 5; index++) {
            World.add(tallies, "id" + index, world.clock.instant().plusSeconds(index)).onErrorComplete().block();
        }
        delivery.start();
        world.pass(Duration.ofSeconds(20));
        world.heal();
        world.pass(Duration.ofMinutes(3));
        var due = world.collection("tallies").due(World.START.plus(Duration.ofDays(1)), 10).collectList();
        assertThat(due.block(World.LIMIT)).isEmpty();
    }

    @Property(tries = 1_000)
    void putsEachBucketIntoExactlyOneShard(@ForAll long seed) {
        var chance = new Random(seed);
        var id = Long.toHexString(chance.nextLong());
        var key = OutboxKey.of(id, World.START.plusSeconds(chance.nextInt())).text();
        int bucket = OutboxKey.bucketOf(id);
        assertThat(key).isBetween(OutboxKey.floor(bucket), OutboxKey.floor(bucket + 1));
        int shards = 1 + chance.nextInt(OutboxKey.BUCKETS);
        int shard = bucket * shards / OutboxKey.BUCKETS;
        assertThat(bucket).isBetween(RelayShard.firstBucket(shard, shards),
                RelayShard.firstBucket(shard + 1, shards) - 1);
    }

    @Property(tries = 1_000)
    void drawsIdsThatGrowWithTimeAndNeverRepeat(@ForAll long seed) {
        var chance = new Random(seed);
        long time = 1_700_000_000_000L + chance.nextInt(1_000_000_000);
        var earlier = new RandomIds(() -> Instant.ofEpochMilli(time));
        var later = new RandomIds(() -> Instant.ofEpochMilli(time + 1 + chance.nextInt(1_000)));
        assertThat(earlier.next()).isLessThan(later.next()).isNotEqualTo(earlier.next()).hasSize(36);
    }
}
