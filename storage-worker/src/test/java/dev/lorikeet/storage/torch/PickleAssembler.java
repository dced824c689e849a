package dev.lorikeet.storage.torch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writes pickles, right ones and wrong ones, instruction by instruction. */
public final class PickleAssembler {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> starts = new ArrayList<>();
    private final Map<String, Integer> kept = new HashMap<>();
    private int memo;

    /** A pickle of protocol 2 that ends where it should. */
    public static byte[] pickle(Consumer<PickleAssembler> content) {
        var assembler = new PickleAssembler().proto(2);
        content.accept(assembler);
        return assembler.op(Opcode.STOP).bytes();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Its instructions, each with its arguments. */
    List<byte[]> steps() {
        var all = bytes();
        return IntStream.range(0, starts.size())
                .mapToObj(i -> Arrays.copyOfRange(all, starts.get(i),
                        i + 1 < starts.size() ? starts.get(i + 1) : all.length))
                .toList();
    }

    PickleAssembler op(Opcode op, int... arguments) {
        starts.add(out.size());
        out.write(op.code());
        for (int argument : arguments) {
            out.write(argument);
        }
        return this;
    }

    public PickleAssembler raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public PickleAssembler raw(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    public PickleAssembler proto(int version) {
        return op(Opcode.PROTO, version);
    }

    public PickleAssembler global(String module, String name) {
        return op(Opcode.GLOBAL).raw(module + "\n" + name + "\n");
    }

    public PickleAssembler text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return op(Opcode.BINUNICODE).number(bytes.length, Integer.BYTES).raw(bytes);
    }

    public PickleAssembler number(long value, int bytes) {
        var buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        out.write(buffer.array(), 0, bytes);
        return this;
    }

    /** In as few bytes as Python takes. */
    public PickleAssembler whole(long value) {
        if (value >= 0 && value <= 0xFF) {
            return op(Opcode.BININT1).number(value, 1);
        }
        if (value >= 0 && value <= 0xFFFF) {
            return op(Opcode.BININT2).number(value, 2);
        }
        return value == (int) value
                ? op(Opcode.BININT).number(value, 4)
                : op(Opcode.LONG1, bytesOf(value)).number(value, bytesOf(value));
    }

    private static int bytesOf(long value) {
        return BigInteger.valueOf(value).bitLength() / Byte.SIZE + 1;
    }

    public PickleAssembler tuple(Consumer<PickleAssembler> items) {
        op(Opcode.MARK);
        items.accept(this);
        return op(Opcode.TUPLE);
    }

    public PickleAssembler wholes(long... values) {
        return tuple(p -> {
            for (long value : values) {
                p.whole(value);
            }
        });
    }

    public PickleAssembler orderedDict() {
        return global("collections", "OrderedDict").op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE);
    }

    public PickleAssembler dict() {
        return op(Opcode.EMPTY_DICT);
    }

    public PickleAssembler entry(String name, Consumer<PickleAssembler> value) {
        text(name);
        value.accept(this);
        return op(Opcode.SETITEM);
    }

    /** As the next tensors of torch refer to it. */
    public PickleAssembler storage(String kind, String key, long numbers) {
        return tuple(p -> p.text("storage").global("torch", kind).text(key).text("cpu").whole(numbers))
                .op(Opcode.BINPERSID);
    }

    /** The storage of most tests. */
    PickleAssembler floats() {
        return storage("FloatStorage", "0", 4);
    }

    PickleAssembler untyped() {
        return tuple(p -> p.text("storage").global("torch.storage", "UntypedStorage").text("1").text("cpu").whole(4))
                .op(Opcode.BINPERSID);
    }

    /** All of {@link #floats}, if nothing else is said. */
    public PickleAssembler tensor() {
        return tensor(p -> p.floats().whole(0).wholes(2, 2).wholes(2, 1).op(Opcode.NEWFALSE).orderedDict());
    }

    /** As tensors of kinds that have no storage class are written. */
    PickleAssembler kinded(Consumer<PickleAssembler> storage, Consumer<PickleAssembler> kind) {
        return global("torch._utils", "_rebuild_tensor_v3").tuple(p -> {
            storage.accept(p);
            p.whole(0).wholes(4).wholes(1).op(Opcode.NEWFALSE).orderedDict();
            kind.accept(p);
        }).op(Opcode.REDUCE);
    }

    public PickleAssembler tensor(Consumer<PickleAssembler> arguments) {
        return global("torch._utils", "_rebuild_tensor_v2").tuple(arguments).op(Opcode.REDUCE);
    }

    /** Keeps what is on top, as Python does with everything that could come again. */
    public PickleAssembler keep() {
        return keptAt(Opcode.BINPUT, Opcode.LONG_BINPUT, memo++);
    }

    /** Writes it when it comes for the first time, and afterwards only where it is kept. */
    public PickleAssembler once(String what, Consumer<PickleAssembler> value) {
        var place = kept.get(what);
        if (place != null) {
            return keptAt(Opcode.BINGET, Opcode.LONG_BINGET, place);
        }
        value.accept(this);
        kept.put(what, memo);
        return keep();
    }

    private PickleAssembler keptAt(Opcode near, Opcode far, int place) {
        return place <= 0xFF ? op(near, place) : op(far).number(place, Integer.BYTES);
    }
}
