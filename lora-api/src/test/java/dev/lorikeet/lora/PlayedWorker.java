package dev.lorikeet.lora;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.KafkaLogs;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.LoraEvent.LoraRejected;
import dev.lorikeet.event.LoraEvent.LoraUploadAbandoned;
import dev.lorikeet.event.LoraEvent.LoraUploaded;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.lora.lifecycle.LoraSamples;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Plays storage-worker, without looking into files: one whose first byte is zero is refused. Keeps all it hears. */
final class PlayedWorker implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final AtomicLong sequence = new AtomicLong();
    private final Set<LoraId> removed = ConcurrentHashMap.newKeySet();
    private final List<DomainEvent> heard = new CopyOnWriteArrayList<>();
    private final Disposable.Composite reading = Disposables.composite();
    private volatile boolean keeping;
    private final Map<LoraId, ObjectKey> kept = new ConcurrentHashMap<>();
    private final BucketOfTest bucket;
    private final EventLog log;

    PlayedWorker(String bootstrapServers, BucketOfTest bucket) {
        this.bucket = bucket;
        this.log = KafkaLogs.at(bootstrapServers);
        reading.add(log.subscribe(Topic.LORA_EVENTS.topicName(), "played-worker", this::receive));
        reading.add(log.subscribe(Topic.LORA_CATALOGUE.topicName(), "played-worker", this::receive));
    }

    /** What lora-api has said about a LoRA. */
    List<DomainEvent> heard(String lora) {
        return heard.stream().filter(event -> event.subject().equals(lora)).toList();
    }

    /** While it keeps objects, it removes none; it makes up for that afterwards. */
    void keep(boolean objects) {
        keeping = objects;
        if (!objects) {
            kept.forEach(this::remove);
            kept.clear();
        }
    }

    private Mono<Void> receive(WireRecord record) {
        return Mono.fromRunnable(() -> {
            if (codec.decode(record) instanceof Decoded.Known(var envelope)) {
                if (!heard.contains(envelope.event())) {
                    heard.add(envelope.event());
                }
                answer(envelope.event());
            }
        });
    }

    private void answer(DomainEvent event) {
        switch (event) {
            case LoraUploaded(var lora, var _, var expected) -> say(verdict(lora, expected.key()));
            case LoraUploadAbandoned(var lora, var _, var expected, var _) -> remove(lora, expected.key());
            case LoraRejected(var lora, var _, var expected, var _) -> remove(lora, expected.key());
            case LoraDiscarded(var lora, var _, var key) -> remove(lora, key);
            case LoraEvent _,CatalogueEvent _ -> {}
            default -> throw new AssertionError("not for these topics: " + event);
        }
    }

    private StorageEvent verdict(LoraId lora, ObjectKey key) {
        return bucket.find(key)
                .<StorageEvent>map(object -> bucket.read(key)[0] == 0
                        ? new ObjectRefused(lora, key, new Reason("INCOMPLETE", "It is cut short."))
                        : new ObjectVerified(lora, object, LoraSamples.facts()))
                .orElseGet(() -> new ObjectMissing(lora, key));
    }

    /** An object is removed, and announced as removed, once. */
    private void remove(LoraId lora, ObjectKey key) {
        if (keeping) {
            kept.put(lora, key);
            return;
        }
        if (removed.add(lora)) {
            bucket.remove(key);
            say(new ObjectRemoved(lora, key));
        }
    }

    void say(StorageEvent event) {
        long number = sequence.incrementAndGet();
        log.append(codec.encode(new EventEnvelope<>("played-" + number, "/storage-worker/played", number,
                Instant.now(), null, event))).block();
    }

    @Override
    public void close() {
        reading.dispose();
        KafkaLogs.close(log);
    }
}
