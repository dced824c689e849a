package dev.lorikeet.lora.live;

import java.util.ArrayDeque;
import java.util.List;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;

/**
 * The last changes that this instance has read. Knows exactly from where on nothing is missing, and so which client can
 * go on here and what it has to be told.
 */
final class Ring {
    private final int capacity;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private Positions floor;
    private Positions read;

    Ring(int capacity, Positions start) {
        this.capacity = capacity;
        this.floor = start;
        this.read = start;
    }

    /** @param after where this instance was when it had read this */
    record Entry(int partition, long offset, Positions after, WorkspaceId workspace, LoraId lora, Kind kind) {
        Change change() {
            return kind.change(lora, after.id());
        }

        /** For a client that had seen this much before, on an instance that read in another order. */
        Change changeFor(Positions seen) {
            return kind.change(lora, after.and(seen).id());
        }
    }

    /** Whether and how a client can go on here. */
    sealed interface Resumption {
        /** It has seen what this instance has not read yet. */
        record Ahead() implements Resumption {}

        /** What it has not seen, this instance does not know, or it is more than is worth telling. */
        record Lost() implements Resumption {}

        record Missed(List<Change> changes) implements Resumption {}
    }

    Positions positions() {
        return read;
    }

    /** Notes something that nobody needs to be told of. */
    void pass(int partition, long offset) {
        read = read.after(partition, offset);
    }

    Entry add(int partition, long offset, WorkspaceId workspace, LoraId lora, Kind kind) {
        pass(partition, offset);
        if (entries.size() == capacity) {
            var oldest = entries.removeFirst();
            floor = floor.after(oldest.partition(), oldest.offset());
        }
        var entry = new Entry(partition, offset, read, workspace, lora, kind);
        entries.addLast(entry);
        return entry;
    }

    /** @param most changes that a client may have missed; beyond, to load its list once is cheaper for both */
    Resumption after(LastEventId id, WorkspaceId workspace, int most) {
        return Positions.read(id)
                .filter(seen -> seen.partitions() == read.partitions() && seen.cover(floor))
                .map(seen -> read.cover(seen) ? missed(seen, workspace, most) : new Resumption.Ahead())
                .orElseGet(Resumption.Lost::new);
    }

    private Resumption missed(Positions seen, WorkspaceId workspace, int most) {
        var missed = entries.stream()
                .filter(entry -> entry.workspace().equals(workspace))
                .filter(entry -> !seen.include(entry.partition(), entry.offset()))
                .limit(most + 1L)
                .toList();
        return missed.size() > most
                ? new Resumption.Lost()
                : new Resumption.Missed(missed.stream().map(entry -> entry.changeFor(seen)).toList());
    }
}
