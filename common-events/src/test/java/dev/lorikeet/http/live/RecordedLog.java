package dev.lorikeet.http.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.live.Feed.News;

/** A topic as the ring sees it: partitions of changes, with holes where a broker keeps its markers. */
final class RecordedLog {
    private static final WorkspaceId[] WORKSPACES = {new WorkspaceId("film"), new WorkspaceId("music")};

    private final List<List<Row>> partitions = new ArrayList<>();
    private final List<Long> starts;
    private final Random chance;

    RecordedLog(Random chance, int partitions) {
        this.chance = chance;
        this.starts = IntStream.range(0, partitions).mapToObj(_ -> (long) chance.nextInt(1_000)).toList();
        IntStream.range(0, partitions).forEach(_ -> this.partitions.add(new ArrayList<>()));
    }

    record Row(int partition, long offset, WorkspaceId workspace, LoraId lora) {}

    /** @param offsets how far each partition is read */
    record Reader(Ring<LoraId> ring, List<Integer> offsets) {}

    void append() {
        int lora = chance.nextInt(30);
        var rows = partitions.get(lora % partitions.size());
        long before = rows.isEmpty() ? starts.get(lora % partitions.size()) - 1 : rows.getLast().offset();
        rows.add(new Row(lora % partitions.size(), before + 1 + chance.nextInt(3), WORKSPACES[lora % 2],
                new LoraId("lora-" + lora)));
    }

    Reader reader(int capacity) {
        return new Reader(new Ring<>(capacity, Positions.of(starts)),
                new ArrayList<>(Collections.nCopies(partitions.size(), 0)));
    }

    /** The reader reads on in some partition; what it tells, if it was not at the end. */
    List<Ring.Entry<LoraId>> read(Reader reader) {
        var behind = IntStream.range(0, partitions.size())
                .filter(one -> reader.offsets().get(one) < partitions.get(one).size())
                .boxed()
                .toList();
        if (behind.isEmpty()) {
            return List.of();
        }
        int partition = behind.get(chance.nextInt(behind.size()));
        var row = partitions.get(partition).get(reader.offsets().set(partition, reader.offsets().get(partition) + 1));
        if (row.lora().value().equals("lora-7")) {
            reader.ring().pass(row.partition(), row.offset());
            return List.of();
        }
        return List.of(reader.ring().add(partition, row.offset(), new News<>(row.workspace(), row.lora())));
    }

    boolean isReadBy(Reader reader) {
        return IntStream.range(0, partitions.size())
                .allMatch(one -> reader.offsets().get(one) == partitions.get(one).size());
    }

    /** What a client of the workspace must have been told of a LoRA's partition, in this order. */
    List<LoraId> told(WorkspaceId workspace, int partition) {
        return partitions.get(partition)
                .stream()
                .filter(row -> row.workspace().equals(workspace) && !row.lora().value().equals("lora-7"))
                .map(Row::lora)
                .toList();
    }

    WorkspaceId workspace() {
        return WORKSPACES[chance.nextInt(WORKSPACES.length)];
    }

    int partitionOf(LoraId lora) {
        return Integer.parseInt(lora.value().substring("lora-".length())) % partitions.size();
    }

    int partitionCount() {
        return partitions.size();
    }
}
