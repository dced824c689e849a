package dev.lorikeet.storage.torch;

import java.util.List;

import dev.lorikeet.storage.file.DType;

/** What a pickle can make here: what kind of thing it would be, and of numbers and texts also which. */
sealed interface Value permits Value.Fixed, Value.Whole, Value.Text, Value.Tuple, Value.Storage, Value.View, Listing,
        Mapping, Known {

    /** Those of which there is only one, or of which nobody asks which one it is. */
    enum Fixed implements Value {
        NONE,
        TRUE,
        FALSE,
        FRACTION
    }

    record Whole(long number) implements Value {}

    record Text(String text) implements Value {}

    /**
     * What calls are made with.
     *
     * @param depth how deep tuples lie in it
     */
    record Tuple(List<Value> items, int depth) implements Value {
        static final Tuple EMPTY = new Tuple(List.of(), 1);

        static Tuple of(List<Value> items) {
            int inner = items.stream()
                    .mapToInt(item -> item instanceof Tuple(_, int depth) ? depth : 0)
                    .max()
                    .orElse(0);
            return new Tuple(List.copyOf(items), inner + 1);
        }
    }

    /** Numbers in a record of their own; how many there are is only claimed. */
    record Storage(String key, Known.StorageKind kind, long numbers) implements Value {
        /** Whoever makes one has seen to it that this does not overflow. */
        long bytes() {
            return numbers * (kind.dtype().bits() / Byte.SIZE);
        }
    }

    /** A tensor, proven to lie inside of its storage. */
    record View(DType dtype, List<Long> shape, long bytes) implements Value {}

    /** A plain value, such as trainers put beside the tensors. */
    default boolean isPrimitive() {
        return switch (this) {
            case Fixed _,Whole _,Text _ -> true;
            case Tuple _,Storage _,View _,Listing _,Mapping _,Known _ -> false;
        };
    }
}
