package dev.lorikeet.storage.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.torch.Value.Fixed;
import dev.lorikeet.storage.torch.Value.Storage;
import dev.lorikeet.storage.torch.Value.Text;
import dev.lorikeet.storage.torch.Value.Whole;
import org.jspecify.annotations.Nullable;

/**
 * What torch saved before 1.6: five pickles, then each storage with the count of its numbers in front. The first two
 * pickles are compared byte by byte, because others could run something to make the same two numbers.
 */
final class LegacyStream {
    private static final byte[] PROTOCOL_1001 = {(byte) 0x80, 2, 'M', (byte) 0xE9, 3, '.'};
    private static final long PROTOCOL = 1001;

    private final Excerpt file;
    private final PickleBytes in;
    private final TorchLimits limits;

    private LegacyStream(Excerpt file, TorchLimits limits) {
        this.file = file;
        this.in = PickleBytes.of(file, limits);
        this.limits = limits;
    }

    static List<Tensor> tensors(Excerpt file, TorchLimits limits) {
        return new LegacyStream(file, limits).tensors();
    }

    private List<Tensor> tensors() {
        in.skip(Container.STREAM.length());
        requireProtocol();
        requireSystem(pickle(Dialect.PLAIN).value());
        var object = pickle(Dialect.STREAM);
        var storages = inOrder(pickle(Dialect.PLAIN).value(), object.storages());
        requireRest(storages);
        return StateDict.tensors(object.value(), limits.pickle());
    }

    private PickleMachine.Unpickled pickle(Dialect dialect) {
        return new PickleMachine(in, dialect, limits.pickle()).run();
    }

    private void requireProtocol() {
        for (var expected : PROTOCOL_1001) {
            if ((byte) in.unsignedByte() != expected) {
                throw new Unfit(FileFault.PICKLE_PROTOCOL,
                        "This .ckpt file begins like a stream of PyTorch, but its protocol is not the one there was.");
            }
        }
    }

    private static void requireSystem(Value system) {
        var entries = system instanceof Mapping mapping ? mapping.entries() : Map.<String, Value>of();
        if (entries.get("little_endian") == Fixed.FALSE) {
            throw mismatch("its numbers are big-endian; only little-endian ones are accepted");
        }
        if (entries.size() != 3 || entries.get("little_endian") != Fixed.TRUE
                || !is(entries.get("protocol_version"), PROTOCOL)
                || !(entries.get("type_sizes") instanceof Mapping sizes) || !areUsual(sizes.entries())) {
            throw mismatch("it does not say on what kind of machine it was written");
        }
    }

    private static boolean areUsual(Map<String, Value> sizes) {
        var size = sizes.get("long");
        return sizes.size() == 3 && is(sizes.get("short"), 2) && is(sizes.get("int"), 4)
                && (is(size, 4) || is(size, 8));
    }

    private static boolean is(@Nullable Value value, long number) {
        return value instanceof Whole(long found) && found == number;
    }

    private static List<Storage> inOrder(Value keys, Map<String, Storage> storages) {
        var left = new LinkedHashMap<>(storages);
        var inOrder = new ArrayList<Storage>();
        if (keys instanceof Listing listing) {
            for (var key : listing.items()) {
                var storage = key instanceof Text(var text) ? left.remove(text) : null;
                if (storage == null) {
                    throw mismatch("it lists a storage that no tensor uses");
                }
                inOrder.add(storage);
            }
        }
        if (!left.isEmpty() || !(keys instanceof Listing)) {
            throw mismatch("its list of storages is not complete");
        }
        return inOrder;
    }

    /** Where counts lie in what has been read anyway they are compared; the loader compares all of them. */
    private void requireRest(List<Storage> storages) {
        long at = in.position();
        var window = in.window();
        for (var storage : storages) {
            if (at + Long.BYTES <= window.limit() && window.getLong((int) at) != storage.numbers()) {
                throw mismatch("its storage " + storage.key() + " has another size than its tensors need");
            }
            at += Long.BYTES + storage.bytes();
            if (at < 0 || at > file.size()) {
                throw new Unfit(FileFault.TRUNCATED, "This .ckpt file is cut short: its tensors need more than the "
                        + Shown.bytes(file.size()) + " that it has.");
            }
        }
        if (at != file.size()) {
            throw new Unfit(FileFault.POLYGLOT_SUSPECT, "In this .ckpt file " + Shown.bytes(file.size() - at)
                    + " follow the last tensor.");
        }
    }

    private static Unfit mismatch(String finding) {
        return new Unfit(FileFault.STORAGE_MISMATCH, "This .ckpt file does not fit together: " + finding + ".");
    }
}
