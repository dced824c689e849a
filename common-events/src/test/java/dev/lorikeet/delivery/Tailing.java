package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

import static org.awaitility.Awaitility.await;

/** What a tail shows of the keys of one test. */
final class Tailing implements AutoCloseable {
    private final String prefix;
    private final List<Tailed<WireRecord>> all = new CopyOnWriteArrayList<>();
    private final Disposable subscription;

    Tailing(EventLog log, String topic, String prefix, Map<Integer, Long> offsets, Instant otherwise) {
        this.prefix = prefix;
        this.subscription = log.tail(topic, offsets, otherwise).subscribe(all::add);
    }

    List<Tailed.Item<WireRecord>> items() {
        return all.stream()
                .filter(Tailed.Item.class::isInstance)
                .map(tailed -> (Tailed.Item<WireRecord>) tailed)
                .filter(item -> item.value().key().startsWith(prefix))
                .toList();
    }

    List<@Nullable String> bodies() {
        return items().stream().<@Nullable String>map(item -> item.value().body()).toList();
    }

    /** Where the first {@code count} items of all keys lead to. */
    SortedMap<Integer, Long> positionsAfter(int count) {
        var positions = new TreeMap<>(began());
        items().stream().limit(count).forEach(item -> positions.put(item.partition(), item.offset() + 1));
        return positions;
    }

    private SortedMap<Integer, Long> began() {
        return ((Tailed.Began<WireRecord>) all.getFirst()).positions();
    }

    long beginnings() {
        return all.stream().filter(Tailed.Began.class::isInstance).count();
    }

    Tailing caughtUp() {
        await().atMost(Duration.ofMinutes(1)).until(() -> all.stream().anyMatch(Tailed.CaughtUp.class::isInstance));
        return this;
    }

    @Override
    public void close() {
        subscription.dispose();
    }
}
