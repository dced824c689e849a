package dev.lorikeet.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectHashed;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.safetensors.SafetensorsBytes;
import dev.lorikeet.storage.testing.Sha256Of;
import dev.lorikeet.storage.torch.TorchBytes;
import dev.lorikeet.storage.torch.TorchState;
import dev.lorikeet.storage.verification.SomeFacts;
import dev.lorikeet.storage.verification.SomeLora;
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

/** An object on its way to a verdict and to its digests, over the real protocols. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProofIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final WorkspaceId DEMO = new WorkspaceId("demo");
    private static final int MANY = 100;

    private final String hour = Keys.hour(Instant.now());
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
    void provesASafetensorsFile() {
        upload("safe", "a.safetensors", SomeLora.bytes());
        var verified = heard("safe", ObjectVerified.class);
        assertThat(verified.facts().format()).isEqualTo(FileFormat.SAFETENSORS);
        assertThat(verified.facts().texts().title()).isEqualTo("A title");
        assertThat(verified.object()).isEqualTo(stored("safe", "a.safetensors"));
    }

    @Test
    void provesATorchCheckpoint() {
        upload("torch", "a.ckpt", TorchBytes.archive(TorchState.lora(2, 4, 64)).bytes());
        assertThat(heard("torch", ObjectVerified.class).facts().format()).isEqualTo(FileFormat.CKPT);
    }

    @Test
    void refusesAFileThatIsCutShort() {
        var bytes = SomeLora.bytes();
        upload("short", "a.safetensors", Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(heard("short", ObjectRefused.class).reason().code()).isEqualTo("INCOMPLETE_BUFFER");
    }

    @Test
    void refusesACheckpointThatWouldRunSomething() {
        upload("harmful", "a.ckpt", TorchBytes.harmful().bytes());
        assertThat(heard("harmful", ObjectRefused.class).reason().code()).isEqualTo("PICKLE_GLOBAL");
    }

    // Feature: lora-management, Property 3: Upload creates both S3 file and database record
    @Test
    void provesEveryLoraUnderItsOwnNumber() {
        var chance = new Random(3);
        var sizes = IntStream.range(0, MANY).map(number -> {
            var bytes = lora(1 + chance.nextInt(4), 1 << chance.nextInt(5), 16 + chance.nextInt(200));
            upload("many-" + number, "a.safetensors", bytes);
            return bytes.length;
        }).toArray();
        for (int number = 0; number < MANY; number++) {
            var verified = heard("many-" + number, ObjectVerified.class);
            assertThat(verified.object()).isEqualTo(stored("many-" + number, "a.safetensors"));
            assertThat(verified.object().size()).isEqualTo(sizes[number]);
        }
    }

    @Test
    void readsTheHeaderOfALargeFileAndHashesAllOfIt() {
        var meters = worker.bean(MeterRegistry.class);
        var reads = meters.summary("lorikeet.verification.reads");
        var bytes = meters.summary("lorikeet.verification.bytes");
        double readsBefore = reads.totalAmount();
        double bytesBefore = bytes.totalAmount();
        var large = lora(64, 16, 16_384);
        upload("large", "a.safetensors", large);
        var verified = heard("large", ObjectVerified.class);
        assertThat(verified.object().size()).isGreaterThan(64 << 20);
        assertThat(reads.totalAmount() - readsBefore).isBetween(1.0, 4.0);
        assertThat(bytes.totalAmount() - bytesBefore).isBetween(1.0, 1024.0 * 1024);
        ready("large", verified.object());
        var hashed = heard("large", ObjectHashed.class);
        assertThat(hashed.sha256()).isEqualTo(Sha256Of.bytes(large, 0));
        int data = 64 * 2 * 16 * 16_384 * 2;
        assertThat(hashed.autoV3()).isEqualTo(Sha256Of.bytes(large, large.length - data));
        assertThat(hashed.duplicates()).isNull();
    }

    @Test
    void namesTheDuplicateOfAReadyLora() {
        for (var id : List.of("twin-1", "twin-2")) {
            upload(id, "a.safetensors", lora(3, 2, 21));
            ready(id, heard(id, ObjectVerified.class).object());
            heard(id, ObjectHashed.class);
        }
        assertThat(heard("twin-1", ObjectHashed.class).duplicates()).isNull();
        assertThat(heard("twin-2", ObjectHashed.class).duplicates()).containsExactly(new LoraId("twin-1"));
    }

    private static byte[] lora(int layers, int rank, int width) {
        var file = SafetensorsBytes.file();
        for (int layer = 0; layer < layers; layer++) {
            var name = "diffusion_model.blocks." + layer + ".self_attn.q.lora_";
            file.tensor(name + "A.weight", DType.BF16, rank, width).tensor(name + "B.weight", DType.BF16, width, rank);
        }
        return file.bytes();
    }

    private void upload(String id, String file, byte[] bytes) {
        var key = key(id, file);
        s3.putObject(put -> put.bucket(BUCKET)
                .key(key.value())
                .overrideConfiguration(call -> call.apiCallTimeout(LIMIT)), AsyncRequestBody.fromBytesUnsafe(bytes))
                .join();
        happens(new LoraEvent.LoraUploaded(new LoraId(id), DEMO,
                new ExpectedObject(key, file, bytes.length, null, null)));
    }

    private void ready(String id, StoredObject object) {
        happens(new LoraEvent.LoraReady(new LoraId(id), DEMO, "Rain", "a.safetensors", object, SomeFacts.ofALora()));
    }

    private void happens(LoraEvent event) {
        worker.bean(Delivery.class).announce("loras", event.subject(), 1, event).block(LIMIT);
    }

    private StoredObject stored(String id, String file) {
        return worker.bean(ObjectStore.class)
                .describe(key(id, file))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private ObjectKey key(String id, String file) {
        return new ObjectKey("loras/" + hour + "/demo/" + id + "/" + file);
    }

    /** And nothing else of its kind. */
    private <E extends StorageEvent> E heard(String id, Class<E> kind) {
        await().atMost(LIMIT).until(() -> all(id, kind).size() == 1);
        return all(id, kind).getFirst();
    }

    private <E extends StorageEvent> List<E> all(String id, Class<E> kind) {
        return announced.stream()
                .filter(event -> event.subject().equals(id))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
