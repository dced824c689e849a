package dev.lorikeet.storage.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The tensors that a safetensors header lists, read token by token: a header may be 16 MiB of hostile JSON, and a tree
 * of it would take ten times that.
 */
final class TensorList {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Map<String, Integer> BITS = Map.ofEntries(Map.entry("F64", 64), Map.entry("F32", 32),
            Map.entry("F16", 16), Map.entry("BF16", 16), Map.entry("F8_E4M3", 8), Map.entry("F8_E5M2", 8),
            Map.entry("I64", 64), Map.entry("I32", 32), Map.entry("I16", 16), Map.entry("I8", 8),
            Map.entry("U64", 64), Map.entry("U32", 32), Map.entry("U16", 16), Map.entry("U8", 8),
            Map.entry("BOOL", 8));

    private TensorList() {}

    /** Its bytes lie at {@code [from, to)} of the data, and are as many as its type and shape need. */
    record Tensor(String dtype, long elements, long from, long to) {
        Tensor {
            var bits = BITS.get(dtype);
            require(bits != null && to - from == Math.ceilDiv(Math.multiplyExact(elements, (long) bits), 8L),
                    "the size of a tensor does not follow from its type and shape");
        }
    }

    static List<Tensor> read(byte[] header) {
        var tensors = new ArrayList<Tensor>();
        try (var json = STRICT.createParser(ObjectReadContext.empty(), header)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean metadata = "__metadata__".equals(json.currentName());
                expect(json.nextToken(), JsonToken.START_OBJECT);
                if (metadata) {
                    json.skipChildren();
                } else {
                    tensors.add(tensor(json));
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            require(json.nextToken() == null, "something follows the header");
        }
        return tensors;
    }

    private static Tensor tensor(JsonParser json) {
        String dtype = "";
        long elements = -1;
        List<Long> offsets = List.of();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> dtype = json.getString();
                case "shape" -> elements = wholes(json).stream().reduce(1L, Math::multiplyExact);
                case "data_offsets" -> offsets = wholes(json);
                default -> throw new IllegalArgumentException("a tensor has no " + field);
            }
        }
        require(elements >= 0 && offsets.size() == 2, "a tensor needs a shape and two offsets");
        return new Tensor(dtype, elements, offsets.getFirst(), offsets.getLast());
    }

    private static List<Long> wholes(JsonParser json) {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        var numbers = new ArrayList<Long>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT);
            require(json.getLongValue() >= 0, "a size is never negative");
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    private static void expect(JsonToken found, JsonToken wanted) {
        require(found == wanted, "not where the format has it");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
