package dev.lorikeet.storage.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.torch.Value.Fixed;
import dev.lorikeet.storage.torch.Value.Storage;
import dev.lorikeet.storage.torch.Value.Text;
import dev.lorikeet.storage.torch.Value.Tuple;
import dev.lorikeet.storage.torch.Value.Whole;
import org.jspecify.annotations.Nullable;

/**
 * Follows a pickle without doing what it says. It knows the instructions that torch.save needs and no others, and each
 * only on values of the kinds that torch.save gives it.
 */
final class PickleMachine {
    private static final int PROTOCOL = 2;

    private final PickleBytes in;
    private final Dialect dialect;
    private final PickleLimits limits;
    private final PickleStack stack;
    private final Mappings mappings;
    private final Calls calls;
    private final Map<Long, Value> memo = new HashMap<>();

    PickleMachine(PickleBytes in, Dialect dialect, PickleLimits limits) {
        this.in = in;
        this.dialect = dialect;
        this.limits = limits;
        this.stack = new PickleStack(limits.depth());
        this.mappings = new Mappings(limits);
        this.calls = new Calls(dialect, mappings, limits.rank());
    }

    /** What a pickle makes, and of which storages. */
    record Unpickled(Value value, Map<String, Storage> storages) {}

    Unpickled run() {
        begin();
        for (int done = 1; done <= limits.instructions(); done++) {
            int at = in.position();
            int code = in.unsignedByte();
            var op = Opcode.of(code);
            if (op == Opcode.STOP) {
                return new Unpickled(stack.last(), calls.storages());
            }
            if (op == null || !follow(op)) {
                throw refused(op, code, at);
            }
        }
        throw limit("has more than " + limits.instructions() + " instructions");
    }

    private void begin() {
        if (in.unsignedByte() != Opcode.PROTO.code() || in.unsignedByte() != PROTOCOL) {
            throw new Unfit(FileFault.PICKLE_PROTOCOL,
                    "The pickle in this .ckpt file is not of protocol 2, which torch.save uses.");
        }
    }

    private boolean follow(Opcode op) {
        switch (op) {
            case NONE -> stack.push(Fixed.NONE);
            case NEWTRUE -> stack.push(Fixed.TRUE);
            case NEWFALSE -> stack.push(Fixed.FALSE);
            case BININT -> stack.push(new Whole(in.signedInt()));
            case BININT1 -> stack.push(new Whole(in.unsignedByte()));
            case BININT2 -> stack.push(new Whole(in.unsignedShort()));
            case LONG1 -> stack.push(new Whole(number()));
            case BINFLOAT -> fraction();
            case BINUNICODE -> stack.push(new Text(text()));
            case MARK -> stack.mark();
            case EMPTY_TUPLE -> stack.push(Tuple.EMPTY);
            case TUPLE -> tuple(stack.popToMark());
            case TUPLE1 -> tuple(last(1));
            case TUPLE2 -> tuple(last(2));
            case TUPLE3 -> tuple(last(3));
            case EMPTY_LIST -> stack.push(new Listing());
            case EMPTY_DICT -> stack.push(mappings.open(false));
            case APPEND -> append(last(1));
            case APPENDS -> append(stack.popToMark());
            case SETITEM -> fill(last(2));
            case SETITEMS -> fill(stack.popToMark());
            case BINPUT -> keep(in.unsignedByte());
            case LONG_BINPUT -> keep(in.unsignedInt());
            case BINGET -> stack.push(kept(in.unsignedByte()));
            case LONG_BINGET -> stack.push(kept(in.unsignedInt()));
            case GLOBAL -> name(in.line(longest()), in.line(longest()));
            case REDUCE -> call();
            case BINPERSID -> stack.push(calls.storage(stack.pop()));
            case BUILD -> attach();
            default -> {
                return false;
            }
        }
        return true;
    }

    private long number() {
        int length = in.unsignedByte();
        if (length > Long.BYTES) {
            throw limit("holds a number of " + length + " bytes");
        }
        var bytes = in.bytes(length);
        long number = length > 0 && bytes[length - 1] < 0 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return number;
    }

    private void fraction() {
        in.skip(Double.BYTES);
        stack.push(Fixed.FRACTION);
    }

    private String text() {
        long length = in.unsignedInt();
        if (length > longest()) {
            throw limit("holds a text of " + Shown.bytes(length));
        }
        return in.text((int) length);
    }

    private int longest() {
        return (int) limits.text().toBytes();
    }

    private List<Value> last(int count) {
        var last = new Value[count];
        for (int i = count - 1; i >= 0; i--) {
            last[i] = stack.pop();
        }
        return List.of(last);
    }

    private void tuple(List<Value> items) {
        var tuple = Tuple.of(items);
        if (tuple.depth() > limits.nesting()) {
            throw limit("has tuples in tuples more than " + limits.nesting() + " deep");
        }
        stack.push(tuple);
    }

    private void append(List<Value> items) {
        if (!(stack.top() instanceof Listing target)) {
            throw Calls.unfit("it appends to something that is not a list");
        }
        items.forEach(target::add);
    }

    private void fill(List<Value> items) {
        mappings.fill(stack.top(), items);
    }

    private void keep(long index) {
        if (memo.size() >= limits.memo()) {
            throw limit("keeps more than " + limits.memo() + " values for later");
        }
        if (memo.putIfAbsent(index, stack.top()) != null) {
            throw new Unfit(FileFault.PICKLE_OPCODE,
                    "The pickle in this .ckpt file is broken: it keeps two values in one place.");
        }
    }

    private Value kept(long index) {
        var value = memo.get(index);
        if (value == null) {
            throw new Unfit(FileFault.PICKLE_OPCODE,
                    "The pickle in this .ckpt file is broken: it uses a value that it never kept.");
        }
        return value;
    }

    private void name(String module, String name) {
        var known = Known.named(module, name);
        if (!dialect.namesStorages()) {
            throw Calls.unfit("it names something outside of it where only plain values belong");
        }
        stack.push(known);
    }

    private void call() {
        var arguments = stack.pop();
        stack.push(calls.call(stack.pop(), arguments));
    }

    private void attach() {
        var state = stack.pop();
        calls.attach(stack.top(), state);
    }

    /** These two say in so many words what they would do. */
    private Unfit refused(@Nullable Opcode op, int code, int at) {
        if (op == Opcode.INST) {
            name(in.line(longest()), in.line(longest()));
        }
        var name = op == null ? String.format("0x%02X", code) : op.name();
        return new Unfit(FileFault.PICKLE_OPCODE, "The pickle in this .ckpt file uses the instruction " + name
                + " at byte " + at + ", which torch.save never writes.");
    }

    private static Unfit limit(String finding) {
        return new Unfit(FileFault.PICKLE_LIMIT, "The pickle in this .ckpt file " + finding + ".");
    }
}
