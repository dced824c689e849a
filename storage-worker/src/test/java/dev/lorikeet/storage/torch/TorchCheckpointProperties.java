package dev.lorikeet.storage.torch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.storage.file.Reading;
import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.Reading.Refused;
import dev.lorikeet.storage.file.Tensor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the reader, on files that torch could have written, on such files with damage, and on noise. */
final class TorchCheckpointProperties {
    /** So small that a few hundred bytes take several reads. */
    private static final TorchLimits SMALL = TorchBytes
            .limits(Map.of("lorikeet.storage.torch.head", "1KB", "lorikeet.storage.torch.tail", "1KB",
                    "lorikeet.storage.torch.legacy", true));
    private static final int MOST_REQUESTS = 12;
    private static final AtomicInteger ACCEPTED = new AtomicInteger();
    private static final AtomicInteger REFUSED = new AtomicInteger();

    @Provide
    Arbitrary<TorchState> states() {
        return TorchStates.any();
    }

    @Provide
    Arbitrary<TorchState> streamed() {
        return TorchStates.forStreams();
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        return Mutation.any();
    }

    /** Never more than the file has, and never in many steps. */
    private static Reading read(SparseFile file) {
        var read = TorchBytes.read(file, SMALL);
        assertThat(read.requests()).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
        assertThat(read.bytes()).isLessThanOrEqualTo(Math.toIntExact(file.size()));
        (read.reading() instanceof Done ? ACCEPTED : REFUSED).incrementAndGet();
        return read.reading();
    }

    private static List<Tensor> tensorsIn(Reading reading) {
        assertThat(reading).isInstanceOf(Done.class);
        return reading instanceof Done(var file) ? file.tensors() : List.of();
    }

    // Feature: lora-management, our own law: what torch.save writes is accepted with exactly its tensors
    @Property(tries = 1_500)
    void everyFileOfTorchIsAcceptedWithExactlyItsTensors(@ForAll("states") TorchState state) {
        assertThat(tensorsIn(read(TorchBytes.archive(state)))).isEqualTo(state.tensors());
        assertThat(tensorsIn(read(TorchBytes.oldArchive(state)))).isEqualTo(state.tensors());
    }

    // Feature: lora-management, our own law: so is what it wrote in its first years
    @Property(tries = 1_000)
    void everyOldStreamIsAcceptedWithExactlyItsTensors(@ForAll("streamed") TorchState state) {
        assertThat(tensorsIn(read(TorchBytes.stream(state)))).isEqualTo(state.tensors());
    }

    // Feature: lora-management, our own law: a damaged archive is refused, or the damage is not in what was read
    @Property(tries = 4_000)
    void aDamagedArchiveIsRefusedOrHoldsTheSameTensors(@ForAll("states") TorchState state,
            @ForAll("mutations") Mutation mutation) {
        var reading = read(SparseFile.of(mutation.of(TorchBytes.archive(state).bytes())));
        if (reading instanceof Done(var file)) {
            assertThat(file.tensors()).isEqualTo(state.tensors());
            assertThat(mutation.changesTheLength()).isFalse();
        }
    }

    // Feature: lora-management, our own law: an old stream has no checksum, but its damage never makes it unsound
    @Property(tries = 3_000)
    void aDamagedStreamIsRefusedOrSound(@ForAll("streamed") TorchState state, @ForAll("mutations") Mutation mutation) {
        var damaged = mutation.of(TorchBytes.stream(state).bytes());
        var reading = read(SparseFile.of(damaged));
        if (reading instanceof Done(var file)) {
            requireSound(file.tensors(), damaged.length);
            assertThat(mutation.changesTheLength()).isFalse();
        }
    }

    // Feature: lora-management, our own law: a pickle that was changed on purpose is refused or sound
    @Property(tries = 3_000)
    void aChangedPickleWithARightChecksumIsRefusedOrSound(@ForAll("states") TorchState state,
            @ForAll("mutations") Mutation mutation) {
        var file = TorchBytes.archive(state, mutation.of(TorchPickle.archived(state)));
        if (read(file) instanceof Done(var found)) {
            requireSound(found.tensors(), file.size());
        }
    }

    private static void requireSound(List<Tensor> tensors, long size) {
        assertThat(tensors).isNotEmpty().extracting(Tensor::name).doesNotHaveDuplicates().doesNotContain("");
        assertThat(tensors).allSatisfy(tensor -> {
            assertThat(tensor.bytes()).isBetween(0L, size);
            assertThat(tensor.bytes()).isEqualTo(tensor.elements() * tensor.dtype().bits() / 8);
        });
    }

    @Provide
    Arbitrary<byte[]> noise() {
        var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(3_000);
        var beginnings = Arbitraries.of(new byte[0], new byte[]{'P', 'K', 3, 4}, TorchBytes.magic(),
                Mutation.joined(List.of(TorchBytes.magic(), TorchBytes.version(), new byte[]{(byte) 0x80, 2})));
        var ends = Arbitraries.of(new byte[0], new TorchZip().finish().bytes(),
                new TorchZip().narrow().finish().bytes());
        return Combinators.combine(beginnings, bytes, ends)
                .as((beginning, middle, end) -> Mutation.joined(List.of(beginning, middle, end)));
    }

    // Feature: lora-management, our own law: noise is refused, and nothing else ever happens to it
    @Property(tries = 2_000)
    void noiseIsRefused(@ForAll("noise") byte[] noise) {
        assertThat(read(SparseFile.of(noise))).isInstanceOf(Refused.class);
    }

    // Feature: lora-management, our own law: a file with several damages is refused or sound
    @Property(tries = 2_000)
    void aFileWithSeveralDamagesIsRefusedOrSound(@ForAll("states") TorchState state,
            @ForAll @Size(min = 2, max = 6) List<@From("mutations") Mutation> mutations) {
        var bytes = TorchBytes.oldArchive(state).bytes();
        for (var mutation : mutations) {
            bytes = bytes.length == 0 ? bytes : mutation.of(bytes);
        }
        if (read(SparseFile.of(bytes)) instanceof Done(var file)) {
            requireSound(file.tensors(), bytes.length);
        }
    }

    /** If damage were always found or never, the laws above would say little. */
    @AfterContainer
    static void bothHappened() {
        assertThat(ACCEPTED.get()).isGreaterThan(4_500);
        assertThat(REFUSED.get()).isGreaterThan(4_500);
    }
}
