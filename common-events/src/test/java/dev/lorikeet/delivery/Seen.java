package dev.lorikeet.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The deliveries of the keys of one test. */
final class Seen {
    private final EventLog log;
    private final String topic;
    private final String prefix;
    private final List<WireRecord> all = new CopyOnWriteArrayList<>();

    Seen(EventLog log, String topic, String prefix) {
        this.log = log;
        this.topic = topic;
        this.prefix = prefix;
    }

    Subscribed subscribe(String group, Function<WireRecord, Mono<Void>> handler) {
        return new Subscribed(log.subscribe(topic, group, record -> {
            if (!record.key().startsWith(prefix)) {
                return Mono.empty();
            }
            all.add(record);
            return handler.apply(record);
        }));
    }

    List<WireRecord> records() {
        return all;
    }

    List<@Nullable String> bodies() {
        return records().stream().<@Nullable String>map(WireRecord::body).toList();
    }

    record Subscribed(Disposable subscription) implements AutoCloseable {
        @Override
        public void close() {
            subscription.dispose();
        }
    }
}
