package dev.lorikeet.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.event.WorkspaceId;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import static dev.lorikeet.storage.RunningStorageWorker.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An object on its way out, over the real protocols: an event goes in, the object goes, an event comes out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ObjectRemovalIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final WorkspaceId DEMO = new WorkspaceId("demo");

    private final EventCodec codec = new EventCodec();
    private final List<DomainEvent> announced = new CopyOnWriteArrayList<>();
    private RunningStorageWorker worker;
    private S3AsyncClient s3;
    private Disposable listening;

    @BeforeAll
    void start(@TempDir Path data) {
        worker = new RunningStorageWorker(data);
        s3 = worker.s3();
        listening = worker.bean(EventLog.class)
                .subscribe(Topic.STORAGE_EVENTS.topicName(), "lora-api", this::hear);
    }

    private Mono<Void> hear(WireRecord record) {
        return Mono.fromRunnable(() -> announced.add(((Decoded.Known) codec.decode(record)).envelope().event()));
    }

    @AfterAll
    void stop() {
        listening.dispose();
        worker.close();
    }

    @Test
    void removesTheObjectOfADiscardedLora() {
        var lora = new LoraId("discarded");
        var key = put(lora);
        happens(new LoraEvent.LoraDiscarded(lora, DEMO, key));
        awaitRemoved(lora, key);
        assertThat(keys()).doesNotContain(key.value());
    }

    @Test
    void endsTheMultipartUploadOfAnAbandonedTicket() {
        var lora = new LoraId("abandoned");
        var key = keyOf(lora);
        var upload = s3.createMultipartUpload(create -> create.bucket(BUCKET).key(key.value())).join().uploadId();
        happens(new LoraEvent.LoraUploadAbandoned(lora, DEMO,
                new ExpectedObject(key, "a.safetensors", 100 << 20, upload, null), LoraEvent.AbandonReason.EXPIRED));
        awaitRemoved(lora, key);
        assertThat(s3.listMultipartUploads(list -> list.bucket(BUCKET)).join().uploads()).isEmpty();
    }

    /** The user heard that saving failed; the object must not stay behind. */
    @Test
    void removesTheObjectOfAnUploadThatCouldNotBeSaved() {
        var lora = new LoraId("unsaved");
        var key = put(lora);
        happens(new LoraEvent.LoraSaveFailed(lora, DEMO, new ExpectedObject(key, "a.safetensors", 3, null, null)));
        awaitRemoved(lora, key);
        assertThat(keys()).doesNotContain(key.value());
    }

    @Test
    void keepsTryingWhileTheBucketIsAway() {
        var lora = new LoraId("patient");
        var key = put(lora);
        worker.takeTheBucketAway();
        happens(new LoraEvent.LoraDiscarded(lora, DEMO, key));
        await().atMost(LIMIT).until(() -> failedTries() >= 2);
        assertThat(announced).noneMatch(event -> event.subject().equals(lora.value()));
        worker.giveTheBucketBack();
        awaitRemoved(lora, key);
        assertThat(keys()).doesNotContain(key.value());
    }

    private ObjectKey put(LoraId lora) {
        var key = keyOf(lora);
        s3.putObject(put -> put.bucket(BUCKET).key(key.value()), AsyncRequestBody.fromBytes(new byte[]{1, 2, 3}))
                .join();
        return key;
    }

    private static ObjectKey keyOf(LoraId lora) {
        return new ObjectKey("loras/20260304/12/demo/" + lora.value() + "/a.safetensors");
    }

    private void happens(LoraEvent event) {
        worker.bean(Delivery.class).announce("loras", event.subject(), 1, event).block(LIMIT);
    }

    private void awaitRemoved(LoraId lora, ObjectKey key) {
        await().atMost(LIMIT).until(() -> announced.contains(new StorageEvent.ObjectRemoved(lora, key)));
        assertThat(announced.stream().filter(event -> event.subject().equals(lora.value()))).hasSize(1);
    }

    private double failedTries() {
        return worker.bean(MeterRegistry.class)
                .counter("lorikeet.work", "collection", "removals", "outcome", "failed")
                .count();
    }

    private List<String> keys() {
        return s3.listObjectsV2(list -> list.bucket(BUCKET))
                .join()
                .contents()
                .stream()
                .map(found -> found.key())
                .toList();
    }
}
