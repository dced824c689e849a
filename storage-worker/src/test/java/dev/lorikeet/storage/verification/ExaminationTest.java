package dev.lorikeet.storage.verification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.safetensors.SafetensorsBytes;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A whole look at an object, from its size to its verdict. */
final class ExaminationTest {
    private static final ObjectKey KEY = new ObjectKey("loras/20260304/12/demo/a/a.safetensors");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final InMemoryObjectStore objects = new InMemoryObjectStore(InstantSource.system());

    private static byte[] lora() {
        return pair(SafetensorsBytes.file()).bytes();
    }

    private static SafetensorsBytes pair(SafetensorsBytes file) {
        return file.tensor("diffusion_model.blocks.0.self_attn.q.lora_A.weight", DType.BF16, 2, 16)
                .tensor("diffusion_model.blocks.0.self_attn.q.lora_B.weight", DType.BF16, 16, 2);
    }

    @Test
    void provesALora() {
        assertThat(judge(lora(), "a.safetensors")).isInstanceOfSatisfying(Verdict.Proven.class, proven -> {
            assertThat(proven.object()).isEqualTo(objects.describe(KEY).block(LIMIT));
            assertThat(proven.facts().format()).isEqualTo(FileFormat.SAFETENSORS);
            assertThat(proven.facts().adapter().kind()).isEqualTo(AdapterKind.LORA);
            assertThat(proven.facts().texts().thumbnail()).isNull();
        });
    }

    @Test
    void missesAnObjectThatIsNotThere() {
        assertThat(examine(objects, "a.safetensors", 100)).isEqualTo(new Verdict.Missing());
    }

    @Test
    void refusesAnotherSizeThanAnnounced() {
        objects.put(KEY, lora());
        assertThat(code(examine(objects, "a.safetensors", 7))).isEqualTo("SIZE_MISMATCH");
    }

    @Test
    void refusesWhatIsNoLora() {
        var model = SafetensorsBytes.file().tensor("blocks.0.ffn.0.weight", DType.F16, 4, 4).bytes();
        assertThat(code(judge(model, "a.safetensors"))).isEqualTo("NOT_A_LORA");
    }

    @Test
    void refusesACheckpointWhereNoneIsAccepted() {
        objects.put(KEY, lora());
        var strict = Examinations.on(objects, Map.of("lorikeet.storage.accept-ckpt", "false"));
        assertThat(code(examine(strict, "a.CKPT", lora().length))).isEqualTo("CKPT_NOT_ACCEPTED");
        assertThat(code(judge(lora(), "a.ckpt"))).isEqualTo("EXTENSION_MISMATCH");
    }

    @Test
    void refusesAnObjectThatIsReplacedWhileItIsLookedAt() {
        objects.put(KEY, lora());
        var first = objects.describe(KEY).block(LIMIT);
        objects.afterDescribing(() -> objects.put(KEY, new byte[lora().length]));
        assertThat(code(examine(objects, "a.safetensors", lora().length))).isEqualTo("CHANGED_DURING_SCAN");
        assertThat(objects.describe(KEY).block(LIMIT)).isNotEqualTo(first);
    }

    @Test
    void missesAnObjectThatVanishesWhileItIsLookedAt() {
        objects.put(KEY, lora());
        objects.afterDescribing(() -> objects.remove(KEY).subscribe());
        assertThat(examine(objects, "a.safetensors", lora().length)).isEqualTo(new Verdict.Missing());
    }

    /** The second waits like somebody whose bucket is away, and is tried again. */
    @Test
    void readsOneLargeHeaderAtATime() {
        var large = pair(SafetensorsBytes.file().metadata("words", "x".repeat(3 << 20))).bytes();
        var store = new ForwardedObjectStore(objects) {
            private Mono<byte[]> meanwhile = Mono.empty();

            @Override
            public Mono<byte[]> read(StoredObject object, long offset, int length) {
                var now = super.read(object, offset, length);
                var first = meanwhile;
                meanwhile = Mono.empty();
                return length > 2 << 20 ? first.then(now) : now;
            }
        };
        var examination = Examinations.on(store, Map.of());
        objects.put(KEY, large);
        store.meanwhile = Mono.defer(() -> {
            assertThatThrownBy(() -> examine(examination, "a.safetensors", large.length))
                    .isInstanceOf(Unavailable.class);
            return Mono.empty();
        });
        assertThat(examine(examination, "a.safetensors", large.length)).isInstanceOf(Verdict.Proven.class);
        assertThat(examine(examination, "a.safetensors", large.length)).isInstanceOf(Verdict.Proven.class);
    }

    @Test
    void keepsTheThumbnailBesideTheLora() {
        var picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        var bytes = pair(SafetensorsBytes.file().metadata("modelspec.thumbnail", picture)).bytes();
        assertThat(judge(bytes, "a.safetensors")).isInstanceOfSatisfying(Verdict.Proven.class, proven -> {
            var thumbnail = proven.facts().texts().thumbnail();
            assertThat(thumbnail).isEqualTo(Keys.thumbnail(KEY))
                    .isEqualTo(new ObjectKey("thumbnails/20260304/12/demo/a"));
            assertThat(objects.bytes(Keys.thumbnail(KEY))).isPresent();
        });
    }

    private Verdict judge(byte[] bytes, String fileName) {
        objects.put(KEY, bytes);
        return examine(objects, fileName, bytes.length);
    }

    private static Verdict examine(ObjectStore store, String fileName, long size) {
        return examine(Examinations.on(store, Map.of()), fileName, size);
    }

    private static Verdict examine(Examination examination, String fileName, long size) {
        return examination.of(new ExpectedObject(KEY, fileName, size, null, null)).blockOptional(LIMIT).orElseThrow();
    }

    private static String code(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).reason().code();
    }
}
