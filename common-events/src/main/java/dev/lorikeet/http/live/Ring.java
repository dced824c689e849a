package dev.lorikeet.http.live;

import java.util.ArrayDeque;
import java.util.List;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.live.Feed.News;

/**
 * The last changes that this instance has read. Knows exactly from where on nothing is missing, and so which client can
 * go on here and what it has to be told.
 */
final class Ring<T> {
    private final int capacity;
    private final ArrayDeque<Entry<T>> entries = new ArrayDeque<>();
    private Positions floor;
    private Positions read;

    Ring(int capacity, Positions start) {
        this.capacity = capacity;
        this.floor = start;
        this.read = start;
    }

    /** @param after where this instance was when it had read this */
    record Entry<T>(int partition, long offset, Positions after, News<T> news) {
        Change<T> change() {
            return new Change.Told<>(news.what(), after.id());
        }

        /** For a client that had seen this much before, on an instance that read in another order. */
        Change<T> changeFor(Positions seen) {
            return new Change.Told<>(news.what(), after.and(seen).id());
        }
    }

    /** Whether and how a client can go on here. */
    sealed interface Resumption<T> {
        /** It has seen what this instance has not read yet. */
        record Ahead<T>() implements Resumption<T> {}

        /** What it has not seen, this instance does not know, or it is more than is worth telling. */
        record Lost<T>() implements Resumption<T> {}

        record Missed<T>(List<Change<T>> changes) implements Resumption<T> {}
    }

    Positions positions() {
        return read;
    }

    /** Notes something that nobody needs to be told of. */
    void pass(int partition, long offset) {
        read = read.after(partition, offset);
    }

    Entry<T> add(int partition, long offset, News<T> news) {
        pass(partition, offset);
        if (entries.size() == capacity) {
            var oldest = entries.removeFirst();
            floor = floor.after(oldest.partition(), oldest.offset());
        }
        var entry = new Entry<>(partition, offset, read, news);
        entries.addLast(entry);
        return entry;
    }

    /** @param most changes that a client may have missed; beyond, to load its list once is cheaper for both */
    Resumption<T> after(LastEventId id, WorkspaceId workspace, int most) {
        return Positions.read(id)
                .filter(seen -> seen.partitions() == read.partitions() && seen.cover(floor))
                .map(seen -> read.cover(seen) ? missed(seen, workspace, most) : new Resumption.Ahead<T>())
                .orElseGet(Resumption.Lost<T>::new);
    }

    private Resumption<T> missed(Positions seen, WorkspaceId workspace, int most) {
        var missed = entries.stream()
                .filter(entry -> entry.news().workspace().equals(workspace))
                .filter(entry -> !seen.include(entry.partition(), entry.offset()))
                .limit(most + 1L)
                .toList();
        return missed.size() > most
                ? new Resumption.Lost<>()
                : new Resumption.Missed<>(missed.stream().map(entry -> entry.changeFor(seen)).toList());
    }
}
