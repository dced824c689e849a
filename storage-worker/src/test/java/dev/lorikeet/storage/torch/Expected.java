package dev.lorikeet.storage.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Reading.Refused;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A file that is refused, and why. */
record Expected(String name, FileFault fault, SparseFile file, String words) {

    /** What all others are like but for one thing: four floats. */
    static final Consumer<PickleAssembler> RIGHT = p -> p.dict().entry("w", PickleAssembler::tensor);

    static Expected fault(String name, FileFault fault, SparseFile file) {
        return new Expected(name, fault, file, "");
    }

    /** In an archive that is right in every other way. */
    static Expected pickle(String name, FileFault fault, Consumer<PickleAssembler> content) {
        return fault(name, fault, TorchBytes.pickled(content));
    }

    /** A state dict with one entry more than the right one. */
    static Expected entry(String name, FileFault fault, Consumer<PickleAssembler> value) {
        return pickle(name, fault, RIGHT.andThen(p -> p.entry("x", value)));
    }

    Expected saying(String part) {
        return new Expected(name, fault, file, part);
    }

    static Stream<DynamicTest> all(Expected... cases) {
        return Stream.of(cases).map(one -> DynamicTest.dynamicTest(one.name(), () -> one.check(Map.of())));
    }

    /** Old streams are let through unless the settings say otherwise, so that they are refused for what is in them. */
    void check(Map<String, ?> settings) {
        var all = new HashMap<String, Object>(Map.of("lorikeet.storage.torch.legacy", true));
        all.putAll(settings);
        check(TorchBytes.limits(all));
    }

    private void check(TorchLimits limits) {
        assertThat(TorchBytes.read(file, limits).reading()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason().message()).contains(words).contains(".ckpt file").doesNotContain("\0");
            assertThat(refused.reason().code()).as(refused.reason().message()).isEqualTo(fault.name());
        });
    }
}
