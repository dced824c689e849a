package dev.lorikeet.storage.safetensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What the header lists about one tensor: exactly its type, its shape and where its bytes are, in any order. */
final class SlotReader {
    private static final int MOST_DIMENSIONS = 8;
    private static final int OFFSETS = 2;
    private static final Map<String, DType> DTYPES = Stream.of(DType.values())
            .collect(Collectors.toUnmodifiableMap(DType::name, Function.identity()));

    private final JsonParser json;
    private final String name;
    private @Nullable DType dtype;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;

    private SlotReader(JsonParser json, String name) {
        this.json = json;
        this.name = name;
    }

    static Slot read(JsonParser json, String name) {
        return new SlotReader(json, name).slot();
    }

    private Slot slot() {
        Tokens.expect(json.currentToken(), JsonToken.START_OBJECT, this::what);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            field(json.currentName());
        }
        if (dtype == null || shape == null || offsets == null) {
            throw Tokens.misplaced(what());
        }
        return new Slot(name, dtype, shape, offsets.getFirst(), offsets.getLast());
    }

    private void field(String field) {
        json.nextToken();
        switch (field) {
            case "dtype" -> dtype = once(dtype, dtype(), field);
            case "shape" -> shape = once(shape, shape(), field);
            case "data_offsets" -> offsets = once(offsets, offsets(), field);
            default -> throw new Unfit(FileFault.UNKNOWN_FIELD, "In this .safetensors file, " + what()
                    + " has a field that the format does not know: " + Quoted.name(field) + ".");
        }
    }

    private <T> T once(@Nullable T before, T now, String field) {
        if (before != null) {
            throw new Unfit(FileFault.DUPLICATE_KEY,
                    "In this .safetensors file, " + what() + " has " + Quoted.name(field)
                            + " twice.");
        }
        return now;
    }

    private DType dtype() {
        Tokens.expect(json.currentToken(), JsonToken.VALUE_STRING, this::what);
        var found = DTYPES.get(json.getString());
        if (found == null) {
            throw new Unfit(FileFault.UNKNOWN_DTYPE, "In this .safetensors file, " + what()
                    + " is of a type that the format does not know: " + Quoted.name(json.getString()) + ".");
        }
        return found;
    }

    private List<Long> shape() {
        var dimensions = wholes(MOST_DIMENSIONS);
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new Unfit(FileFault.TOO_MANY_DIMENSIONS, "In this .safetensors file, " + what() + " has more than "
                    + MOST_DIMENSIONS + " dimensions.");
        }
        return dimensions;
    }

    private List<Long> offsets() {
        var found = wholes(OFFSETS);
        if (found.size() != OFFSETS) {
            throw Tokens.misplaced(what());
        }
        return found;
    }

    /** Reads one more than wanted at most; whoever finds too many refuses the file. */
    private List<Long> wholes(int wanted) {
        Tokens.expect(json.currentToken(), JsonToken.START_ARRAY, this::what);
        var numbers = new ArrayList<Long>(wanted);
        while (numbers.size() <= wanted && json.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(whole());
        }
        return numbers;
    }

    /** By its digits: as a number, -0 would be a zero, and the upper half of the format's numbers would not fit. */
    private long whole() {
        Tokens.expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, this::what);
        var digits = json.getString();
        if (digits.startsWith("-")) {
            throw Tokens.misplaced(what());
        }
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw Tokens.misplaced(what());
        }
    }

    private String what() {
        return "tensor " + Quoted.name(name);
    }
}
