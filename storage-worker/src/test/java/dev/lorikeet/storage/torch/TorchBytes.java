package dev.lorikeet.storage.torch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.Reading;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Files as torch.save writes them, today and formerly, and what our reader makes of them. */
public final class TorchBytes {
    private static final long FIRST_ADDRESS = 94_000_000_000_000L;

    private TorchBytes() {}

    /** With nothing configured. */
    public static TorchLimits limits() {
        return limits(Map.of());
    }

    /** With streams from before PyTorch 1.6, which have to be asked for. */
    static TorchLimits withStreams() {
        return limits(Map.of("lorikeet.storage.torch.legacy", true));
    }

    public static TorchLimits limits(Map<String, ?> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("lorikeet.storage.torch",
                TorchLimits.class);
    }

    /** As PyTorch writes it now. */
    public static SparseFile archive(TorchState state) {
        return archive(state, TorchPickle.archived(state));
    }

    static SparseFile archive(TorchState state, byte[] pickle) {
        return archive(state, pickle, 64);
    }

    static SparseFile archive(TorchState state, byte[] pickle, int alignment) {
        var zip = new TorchZip().alignedTo(alignment)
                .add("archive/data.pkl", pickle)
                .add("archive/.format_version", ascii("1"))
                .add("archive/.storage_alignment", ascii(Integer.toString(alignment)))
                .add("archive/byteorder", ascii("little"));
        addStorages(zip, state);
        return zip.add("archive/version", ascii("3\n"))
                .add("archive/.data/serialization_id", ascii("1234567890".repeat(4)))
                .finish();
    }

    /** As PyTorch 1.6 wrote it. */
    public static SparseFile oldArchive(TorchState state) {
        var zip = new TorchZip().add("archive/version", ascii("3\n"))
                .add("archive/data.pkl", TorchPickle.archived(state));
        addStorages(zip, state);
        return zip.finish();
    }

    private static void addStorages(TorchZip zip, TorchState state) {
        state.storages().keySet().forEach(key -> zip.add("archive/data/" + key, state.bytes(key)));
    }

    /** A small archive around any pickle, with one storage of 16 bytes. */
    static SparseFile around(byte[] pickle) {
        return archive(TorchState.of(TorchState.tensor("w", DType.F32, 2L, 2L)), pickle);
    }

    /** It would run a command when torch opens it, and looks like any other until then. */
    public static SparseFile harmful() {
        return pickled(p -> p.dict()
                .entry("w", PickleAssembler::tensor)
                .entry("x", q -> q.global("os", "system").tuple(r -> r.text("true")).op(Opcode.REDUCE)));
    }

    static SparseFile pickled(Consumer<PickleAssembler> content) {
        return around(PickleAssembler.pickle(content));
    }

    /** As PyTorch wrote it before 1.6. */
    public static SparseFile stream(TorchState state) {
        return stream(state, magic(), version(), system(true), TorchPickle.legacy(state), keys(state));
    }

    static SparseFile stream(TorchState state, byte[]... pickles) {
        var file = new SparseFile();
        for (var pickle : pickles) {
            file.append(pickle);
        }
        state.storages()
                .keySet()
                .forEach(key -> file
                        .append(new PickleAssembler().number(state.numbers(key), Long.BYTES).bytes())
                        .skip(state.bytes(key)));
        return file;
    }

    static byte[] magic() {
        return new PickleAssembler().proto(2)
                .op(Opcode.LONG1, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50,
                        0x19)
                .op(Opcode.STOP)
                .bytes();
    }

    static byte[] version() {
        return PickleAssembler.pickle(p -> p.whole(1001));
    }

    static byte[] system(boolean littleEndian) {
        return PickleAssembler.pickle(p -> p.dict()
                .op(Opcode.MARK)
                .text("protocol_version")
                .whole(1001)
                .text("little_endian")
                .op(littleEndian ? Opcode.NEWTRUE : Opcode.NEWFALSE)
                .text("type_sizes")
                .dict()
                .op(Opcode.MARK)
                .text("short")
                .whole(2)
                .text("int")
                .whole(4)
                .text("long")
                .whole(4)
                .op(Opcode.SETITEMS)
                .op(Opcode.SETITEMS));
    }

    static byte[] keys(TorchState state) {
        return PickleAssembler.pickle(p -> {
            p.op(Opcode.EMPTY_LIST).op(Opcode.MARK);
            state.storages().keySet().forEach(key -> p.text(key(key, true)));
            p.op(Opcode.APPENDS);
        });
    }

    /** Storages have numbers now; formerly they were called by their addresses. */
    static String key(int storage, boolean legacy) {
        return legacy ? Long.toString(FIRST_ADDRESS + 64L * storage) : Integer.toString(storage);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What came out, and how often and how much was read for it. */
    public record Read(Reading reading, List<Integer> requests) {
        public int bytes() {
            return requests.stream().mapToInt(Integer::intValue).sum();
        }
    }

    public static Read read(SparseFile file) {
        return read(file, limits());
    }

    public static Read read(SparseFile file, TorchLimits limits) {
        var excerpt = Excerpt.nothingOf(file.size());
        var requests = new ArrayList<Integer>();
        while (true) {
            var reading = excerpt.read(seen -> TorchCheckpoint.read(seen, limits));
            if (!(reading instanceof Reading.Needs(long from, int length))) {
                return new Read(reading, requests);
            }
            requests.add(length);
            excerpt = excerpt.with(from, file.read(from, length));
        }
    }
}
