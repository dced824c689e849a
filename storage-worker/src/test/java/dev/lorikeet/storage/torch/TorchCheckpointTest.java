package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.torch.TorchState.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.lorikeet.storage.torch.TorchState.tensor;
import static org.assertj.core.api.Assertions.assertThat;

/** What torch.save writes is accepted, in every form it has had. */
final class TorchCheckpointTest {
    private static final Tensor DOWN = tensor("a.lora_down.weight", DType.F16, 4L, 16L);
    private static final Tensor UP = tensor("a.lora_up.weight", DType.F16, 16L, 4L);
    private static final Tensor ALPHA = tensor("a.alpha", DType.F32);
    private static final TorchState LORA = TorchState.of(DOWN, UP, ALPHA);

    private static void holds(SparseFile file, Tensor... tensors) {
        assertThat(TorchBytes.read(file, TorchBytes.withStreams()).reading())
                .isEqualTo(new Done(new TensorFile(FileFormat.CKPT, List.of(tensors), Map.of(), 0)));
    }

    private static void holdsInEveryForm(TorchState state, Tensor... tensors) {
        holds(TorchBytes.archive(state), tensors);
        holds(TorchBytes.oldArchive(state), tensors);
        holds(TorchBytes.stream(state), tensors);
    }

    @Test
    void readsWhatTorchSavesInEveryForm() {
        holdsInEveryForm(LORA, DOWN, UP, ALPHA);
    }

    static Iterable<DType> kinds() {
        return TorchPickle.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsNumbersOfEveryKindThatTorchShares(DType dtype) {
        var scalar = tensor("scalar", dtype);
        var cube = tensor("cube", dtype, 3L, 2L, 5L, 1L);
        var nothing = tensor("nothing", dtype, 4L, 0L);
        var state = TorchState.of(cube, scalar, nothing);
        holds(TorchBytes.archive(state), cube, scalar, nothing);
        holds(TorchBytes.oldArchive(state), cube, scalar, nothing);
        if (TorchPickle.STORAGES.containsKey(dtype)) {
            holds(TorchBytes.stream(state), cube, scalar, nothing);
        } else {
            Expected.fault("a newer kind", FileFault.UNKNOWN_DTYPE, TorchBytes.stream(state)).check(Map.of());
        }
    }

    @Test
    void readsTheStateOfAModuleWithTheVersionsOfItsLayers() {
        holdsInEveryForm(LORA.withMetadata(), DOWN, UP, ALPHA);
    }

    @Test
    void readsParameters() {
        holdsInEveryForm(LORA.asParameters(), DOWN, UP, ALPHA);
    }

    @Test
    void findsTheStateUnderItsUsualName() {
        holdsInEveryForm(LORA.underStateDict(Map.of("epoch", 7, "loss", 0.25, "name", "mine")), DOWN, UP, ALPHA);
        holdsInEveryForm(LORA.withMetadata().underStateDict(Map.of()), DOWN, UP, ALPHA);
    }

    @Test
    void passesOverPlainValuesBesideTheTensors() {
        holdsInEveryForm(LORA.withExtras(Map.of("rank", 16, "trained", true, "rate", 1e-4, "by", "me")), DOWN, UP,
                ALPHA);
    }

    @Test
    void readsTensorsThatShareAStorage() {
        var whole = new Part("whole", DType.BF16, List.of(8L, 4L), 0, 0, false);
        var half = new Part("half", DType.BF16, List.of(4L, 4L), 0, 16, false);
        holdsInEveryForm(new TorchState(List.of(half, whole), false, false, false, Map.of()),
                tensor("half", DType.BF16, 4L, 4L), tensor("whole", DType.BF16, 8L, 4L));
    }

    @Test
    void readsAnArchiveOfAnotherAlignment() {
        holds(TorchBytes.archive(LORA, TorchPickle.archived(LORA), 4096), DOWN, UP, ALPHA);
    }

    @Test
    void readsAnArchiveThatAPlainToolPackedAgain() {
        var zip = new TorchZip().narrow();
        var records = List.of(Map.entry("data/2", new byte[4]), Map.entry("version", TorchBytes.ascii("3")),
                Map.entry("data/0", new byte[128]), Map.entry("data.pkl", TorchPickle.archived(LORA)),
                Map.entry("data/1", new byte[128]));
        records.forEach(record -> zip.add("my lora/" + record.getKey(), record.getValue(), item -> {
            item.flags = item.localFlags = 0;
            item.padded = false;
            item.attributes = 0x81A40000;
        }));
        holds(zip.finish(), DOWN, UP, ALPHA);
    }

    @Test
    void aFewRecordsMayLieWhereOnlyALookExplainsIt() {
        var zip = new TorchZip().add("a/data.pkl", TorchPickle.archived(LORA))
                .alignedTo(256)
                .add("a/data/0", new byte[128])
                .add("a/data/1", new byte[128])
                .add("a/data/2", new byte[4])
                .add("a/version", TorchBytes.ascii("3\n"));
        holds(zip.finish(), DOWN, UP, ALPHA);
    }

    @Test
    void readsWhatLiesBeyondFourGigabytes() {
        var tensors = new Tensor[]{tensor("large", DType.F32, 1L << 20, 1100L), tensor("a", DType.F32, 4L),
                tensor("empty", DType.F32, 0L), tensor("b", DType.F32, 4L)};
        holdsInEveryForm(TorchState.of(tensors), tensors);
    }

    @Test
    void provesFiveGigabytesFromTheirEnds() {
        var file = TorchBytes.archive(ordinaryLora());
        assertThat(file.size()).isBetween(5_000_000_000L, 5L << 30);
        var read = TorchBytes.read(file);
        assertThat(read.reading()).isInstanceOf(Done.class);
        assertThat(read.requests()).containsExactly(512 << 10, 256 << 10);
    }

    @Test
    void provesFiveGigabytesOfEveryFormWithinTheBudget() {
        for (var file : List.of(TorchBytes.oldArchive(ordinaryLora()), TorchBytes.stream(ordinaryLora()))) {
            var read = TorchBytes.read(file, TorchBytes.withStreams());
            assertThat(read.reading()).isInstanceOf(Done.class);
            assertThat(read.requests()).hasSizeLessThanOrEqualTo(4);
            assertThat(read.bytes()).isLessThanOrEqualTo(1 << 20);
        }
    }

    /** 1,200 tensors. */
    private static TorchState ordinaryLora() {
        return TorchState.lora(400, 313, 10_000);
    }

    @Test
    void readsTheRestOfALongDirectoryAndOfALongPickle() {
        var state = TorchState.lora(2_600, 4, 64);
        var read = TorchBytes.read(TorchBytes.archive(state));
        assertThat(read.reading()).isInstanceOf(Done.class);
        assertThat(read.requests()).hasSize(4);
    }

    @Test
    void readsAsMuchOfAnOldStreamAsItsPicklesNeed() {
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < 4000; i++) {
            tensors.add(tensor("layer." + i + ".weight.with.a.long.name".repeat(4), DType.F32, 2L));
        }
        var read = TorchBytes.read(TorchBytes.stream(TorchState.of(tensors.toArray(Tensor[]::new))),
                TorchBytes.withStreams());
        assertThat(read.reading()).isInstanceOf(Done.class);
        assertThat(read.requests()).hasSize(2);
    }

    /** Far more than any LoRA has, in the longest form there is. */
    @Test
    void readsEightThousandParameters() {
        var tensors = IntStream.range(0, 8_000)
                .mapToObj(i -> tensor("layer." + i + ".weight", DType.F16, 2L, 2L, 2L, 2L))
                .toArray(Tensor[]::new);
        holds(TorchBytes.archive(TorchState.of(tensors).asParameters().withMetadata()), tensors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cuda:0", "cuda:127", "mps", "mps:0", "xpu:1", "npu:7", "hpu", "hpu:0"})
    void readsWhatWasSavedOnAnyDevice(String place) {
        var file = TorchBytes.pickled(p -> p.dict()
                .entry("w", q -> q.tensor(r -> r.tuple(s -> s.text("storage")
                        .global("torch", "FloatStorage")
                        .text("0")
                        .text(place)
                        .whole(4))
                        .op(Opcode.BINPERSID)
                        .whole(0)
                        .wholes(2, 2)
                        .wholes(2, 1)
                        .op(Opcode.NEWFALSE)
                        .orderedDict())));
        assertThat(TorchBytes.read(file).reading()).isInstanceOf(Done.class);
    }

    /** For whoever wonders; nothing is asserted about time. */
    @Test
    void followsAnOrdinaryPickleQuickly() {
        var pickle = TorchPickle.archived(ordinaryLora());
        var tensors = List.<Tensor>of();
        var limits = TorchBytes.limits().pickle();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long start = System.nanoTime();
            var machine = new PickleMachine(PickleBytes.of(ByteBuffer.wrap(pickle)), Dialect.ARCHIVE, limits);
            tensors = StateDict.tensors(machine.run().value(), limits);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        assertThat(tensors).hasSize(1200);
        System.out.printf("A pickle of %d tensors, %d bytes, is followed in %d us.%n", tensors.size(), pickle.length,
                fastest / 1000);
    }
}
