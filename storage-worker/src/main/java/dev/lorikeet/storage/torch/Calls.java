package dev.lorikeet.storage.torch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.torch.Value.Fixed;
import dev.lorikeet.storage.torch.Value.Storage;
import dev.lorikeet.storage.torch.Value.Text;
import dev.lorikeet.storage.torch.Value.Tuple;
import dev.lorikeet.storage.torch.Value.View;
import dev.lorikeet.storage.torch.Value.Whole;

/**
 * What a pickle may have done for it, and with what. A name that is allowed is not enough: PyTorch has corrupted its
 * memory over allowed names with wrong arguments.
 */
final class Calls {
    /** Where the numbers were when they were saved; whoever loads them asks for the cpu. */
    private static final Pattern PLACE = Pattern
            .compile("cpu|(?:cuda|xpu|npu):[0-9]{1,3}|mps(?::[0-9])?|hpu(?::[0-9]{1,3})?");
    private static final String METADATA = "_metadata";

    private final Dialect dialect;
    private final Mappings mappings;
    private final int mostDimensions;
    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private final Map<String, DType> seenAs = new HashMap<>();

    Calls(Dialect dialect, Mappings mappings, int mostDimensions) {
        this.dialect = dialect;
        this.mappings = mappings;
        this.mostDimensions = mostDimensions;
    }

    Map<String, Storage> storages() {
        return storages;
    }

    Value call(Value what, Value with) {
        if (!(what instanceof Known.Call call) || !(with instanceof Tuple(var arguments, _))) {
            throw unfit("it calls something that is not a function, or with something that is not a list of arguments");
        }
        return switch (call) {
            case ORDERED_DICT -> {
                require(arguments.isEmpty(), "it fills an OrderedDict in an unusual way");
                yield mappings.open(true);
            }
            case TENSOR -> tensor(arguments, false);
            case TENSOR_OF_KIND -> tensor(arguments, true);
            case PARAMETER -> parameter(arguments);
        };
    }

    private View tensor(List<Value> arguments, boolean kindIsGiven) {
        int usual = kindIsGiven ? 7 : 6;
        require(arguments.size() == usual || (arguments.size() == usual + 1 && isNothing(arguments.getLast())),
                "it makes a tensor with " + arguments.size() + " arguments");
        if (!(arguments.get(0) instanceof Storage storage && arguments.get(1) instanceof Whole(long offset)
                && arguments.get(2) instanceof Tuple shape && arguments.get(3) instanceof Tuple strides)) {
            throw unfit("it makes a tensor from arguments of the wrong kinds");
        }
        requireFlag(arguments.get(4));
        requireNoHooks(arguments.get(5));
        require(storage.kind().typed() != kindIsGiven, "it makes a tensor in a way that does not suit its storage");
        var dtype = kindIsGiven ? kind(arguments.get(6)) : storage.kind().dtype();
        if (seenAs.computeIfAbsent(storage.key(), _ -> dtype) != dtype) {
            throw twice(storage.key());
        }
        return Views.within(storage, dtype, offset, numbers(shape), numbers(strides));
    }

    private static DType kind(Value value) {
        if (value instanceof Known.NumberKind(var dtype)) {
            return dtype;
        }
        throw unfit("it makes a tensor of something that is not a kind of numbers");
    }

    private List<Long> numbers(Tuple tuple) {
        if (tuple.items().size() > mostDimensions) {
            throw new Unfit(FileFault.PICKLE_LIMIT, "A tensor in this .ckpt file has " + tuple.items().size()
                    + " dimensions, and " + mostDimensions + " are accepted at most.");
        }
        return tuple.items().stream().map(item -> {
            if (item instanceof Whole(long number)) {
                return number;
            }
            throw unfit("it gives a tensor a size that is not a whole number");
        }).toList();
    }

    private Value parameter(List<Value> arguments) {
        require(arguments.size() == 3, "it makes a parameter with " + arguments.size() + " arguments");
        requireFlag(arguments.get(1));
        requireNoHooks(arguments.get(2));
        if (arguments.getFirst() instanceof View view) {
            return view;
        }
        throw unfit("it makes a parameter of something that is not a tensor");
    }

    private static void requireFlag(Value value) {
        require(value == Fixed.TRUE || value == Fixed.FALSE, "it makes a tensor from arguments of the wrong kinds");
    }

    /** It is closed, or it could still be filled with what PyTorch would call later. */
    private static void requireNoHooks(Value value) {
        require(value instanceof Mapping hooks && hooks.isOrdered() && hooks.entries().isEmpty(),
                "it makes a tensor that calls something later");
        if (value instanceof Mapping hooks) {
            hooks.close();
        }
    }

    private static boolean isNothing(Value value) {
        if (value instanceof Mapping mapping && mapping.entries().isEmpty()) {
            mapping.close();
            return true;
        }
        return value == Fixed.NONE;
    }

    Storage storage(Value id) {
        if (!dialect.namesStorages() || !(id instanceof Tuple(var parts, _)) || parts.size() != dialect.parts()) {
            throw unfit("it names something outside of it that is not a storage");
        }
        if (!(parts.get(0) instanceof Text(var word) && word.equals("storage")
                && parts.get(1) instanceof Known.StorageKind kind && parts.get(2) instanceof Text(var key)
                && parts.get(3) instanceof Text(var place) && parts.get(4) instanceof Whole(long numbers))) {
            throw unfit("it names something outside of it that is not a storage");
        }
        require(dialect.isKey(key) && PLACE.matcher(place).matches(), "it keeps a storage in an unusual place: "
                + Shown.text(key + ", " + place));
        require(parts.getLast() == Fixed.NONE || parts.size() == Dialect.ARCHIVE.parts(),
                "a storage in it is part of another one");
        if (dialect == Dialect.STREAM && !kind.typed()) {
            throw new Unfit(FileFault.UNKNOWN_DTYPE, "This .ckpt file keeps numbers of a kind that came after streams"
                    + " like it; PyTorch itself does not read them back.");
        }
        require(numbers >= 0 && numbers <= Long.MAX_VALUE / Byte.SIZE / Long.BYTES, "a storage in it has no size");
        var storage = new Storage(key, kind, numbers);
        if (!storages.computeIfAbsent(key, _ -> storage).equals(storage)) {
            throw twice(key);
        }
        return storage;
    }

    private static Unfit twice(String key) {
        return new Unfit(FileFault.STORAGE_MISMATCH,
                "This .ckpt file does not fit together: its storage " + key + " is used as two different kinds.");
    }

    /** The one thing that is attached to an object: which version each layer has. */
    void attach(Value target, Value state) {
        if (!(target instanceof Mapping to && to.isOrdered() && !to.isClosed() && state instanceof Mapping from
                && !from.isOrdered()
                && from.entries().size() == 1 && from.entries().get(METADATA) instanceof Mapping metadata)) {
            throw unfit("it attaches something to an object");
        }
        metadata.close();
        metadata.entries().values().forEach(Calls::closePlain);
    }

    private static void closePlain(Value layer) {
        if (!(layer instanceof Mapping mapping && mapping.entries().values().stream().allMatch(Value::isPrimitive))) {
            throw unfit("it hides something in its metadata");
        }
        mapping.close();
    }

    static Unfit unfit(String finding) {
        return new Unfit(FileFault.PICKLE_CALL,
                "The pickle in this .ckpt file does what torch.save never writes: " + finding + ".");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw unfit(otherwise);
        }
    }
}
