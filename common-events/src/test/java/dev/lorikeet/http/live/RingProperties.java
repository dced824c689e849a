package dev.lorikeet.http.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Instances that read one topic in orders of their own, and a client that moves among them whenever it likes. */
final class RingProperties {
    private static final int ALL = Integer.MAX_VALUE;

    @Property(tries = 500)
    void tellsAClientEverythingOnceAndInOrderWhereverItGoes(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 24) int partitions) {
        var chance = new Random(seed);
        var log = new RecordedLog(chance, partitions);
        var readers = List.of(log.reader(ALL), log.reader(ALL), log.reader(ALL));
        var client = new Wanderer(log.workspace(), readers.getFirst());
        for (int step = 0; step < 300; step++) {
            switch (chance.nextInt(6)) {
                case 0, 1 -> log.append();
                case 2 -> client.moveTo(readers.get(chance.nextInt(readers.size())), log);
                default -> {
                    var reader = readers.get(chance.nextInt(readers.size()));
                    log.read(reader).forEach(entry -> client.hear(reader, entry));
                }
            }
        }
        client.hearTheRest(log);
        assertThat(client.resets).isZero();
        IntStream.range(0, partitions)
                .forEach(partition -> assertThat(client.heardOf(partition, log))
                        .isEqualTo(log.told(client.workspace, partition)));
    }

    @Property(tries = 500)
    void sendsAClientToReloadExactlyWhenSomethingItMissedIsForgotten(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 24) int partitions, @ForAll @IntRange(min = 1, max = 20) int capacity) {
        var chance = new Random(seed);
        var log = new RecordedLog(chance, partitions);
        var all = log.reader(ALL);
        var few = log.reader(capacity);
        IntStream.range(0, 60).forEach(_ -> log.append());
        var ids = new ArrayList<>(List.of(all.ring().positions().id()));
        while (!log.isReadBy(all)) {
            log.read(all);
            ids.add(all.ring().positions().id());
        }
        var read = new ArrayList<Ring.Entry<LoraId>>();
        while (!log.isReadBy(few)) {
            read.addAll(log.read(few));
        }
        var forgotten = read.subList(0, Math.max(0, read.size() - capacity));
        for (var id : ids) {
            var seen = Positions.read(id).orElseThrow();
            boolean lost = forgotten.stream().anyMatch(entry -> !seen.include(entry.partition(), entry.offset()));
            assertThat(few.ring().after(id, log.workspace(), ALL) instanceof Ring.Resumption.Lost).isEqualTo(lost);
        }
    }

    @Property(tries = 200)
    void sendsAClientToReloadInsteadOfTellingTooMuch(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int most) {
        var log = new RecordedLog(new Random(seed), 3);
        var reader = log.reader(ALL);
        var start = reader.ring().positions().id();
        var workspace = log.workspace();
        int told = 0;
        for (int step = 0; step < 60; step++) {
            log.append();
            told += (int) log.read(reader).stream().filter(entry -> entry.news().workspace().equals(workspace)).count();
            assertThat(reader.ring().after(start, workspace, most) instanceof Ring.Resumption.Missed)
                    .isEqualTo(told <= most);
        }
    }

    @Property(tries = 100)
    void doesNotGoOnFromAnotherNumberOfPartitions(@ForAll @IntRange(min = 1, max = 23) int partitions) {
        var one = new RecordedLog(new Random(), partitions).reader(ALL);
        var other = new RecordedLog(new Random(), partitions + 1).reader(ALL);
        assertThat(one.ring().after(other.ring().positions().id(), new WorkspaceId("film"), ALL))
                .isInstanceOf(Ring.Resumption.Lost.class);
    }

    /** A client that knows nothing but its last id. */
    private static final class Wanderer {
        private final WorkspaceId workspace;
        private final List<LoraId> heard = new ArrayList<>();
        private RecordedLog.Reader at;
        private LastEventId last;
        private int resets;

        Wanderer(WorkspaceId workspace, RecordedLog.Reader at) {
            this.workspace = workspace;
            this.at = at;
            this.last = at.ring().positions().id();
        }

        /** Stays where it is while the other one has not read as far. */
        void moveTo(RecordedLog.Reader other, RecordedLog log) {
            var resumption = other.ring().after(last, workspace, ALL);
            while (resumption instanceof Ring.Resumption.Ahead) {
                log.read(other).forEach(entry -> hear(other, entry));
                resumption = other.ring().after(last, workspace, ALL);
            }
            at = other;
            switch (resumption) {
                case Ring.Resumption.Missed<LoraId>(var changes) -> changes.forEach(this::take);
                case Ring.Resumption.Ahead<LoraId> _,Ring.Resumption.Lost<LoraId> _ -> resets++;
            }
        }

        void hear(RecordedLog.Reader reader, Ring.Entry<LoraId> entry) {
            if (reader.equals(at) && entry.news().workspace().equals(workspace)) {
                take(entry.change());
            }
        }

        void hearTheRest(RecordedLog log) {
            while (!log.isReadBy(at)) {
                log.read(at).forEach(entry -> hear(at, entry));
            }
        }

        private void take(Change<LoraId> change) {
            heard.add(((Change.Told<LoraId>) change).what());
            last = change.id();
        }

        List<LoraId> heardOf(int partition, RecordedLog log) {
            return heard.stream().filter(lora -> log.partitionOf(lora) == partition).toList();
        }
    }
}
