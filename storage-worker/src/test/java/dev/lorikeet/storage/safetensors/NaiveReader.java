package dev.lorikeet.storage.safetensors;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The format as one would read it without a thought of speed, memory or messages: a tree and large numbers. */
final class NaiveReader {
    private static final BigInteger TOO_MUCH = BigInteger.ONE.shiftLeft(64);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NaiveReader() {}

    private record Place(Tensor tensor, BigInteger begin, BigInteger end) {}

    /** Its tensors in no particular order, or nothing if it is not sound. */
    static Optional<TensorFile> read(byte[] file) {
        try {
            var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            long length = bytes.getLong();
            require(length >= 0 && length <= bytes.remaining());
            var header = bytes.slice(8, (int) length);
            return Optional.of(file(StandardCharsets.UTF_8.newDecoder().decode(header).toString(), file.length,
                    8 + (int) length));
        } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException | JacksonException
                | CharacterCodingException unsound) {
            return Optional.empty();
        }
    }

    private static TensorFile file(String text, int size, int dataFrom) {
        // No text of the format has a minus outside of quotes, and a tree makes a zero of -0.
        require(!text.replaceAll("\"(\\\\.|[^\"\\\\])*+\"", "").contains("-"));
        var header = JSON.readTree(text);
        require(header.isObject());
        var metadata = new HashMap<String, String>();
        var places = new ArrayList<Place>();
        for (var property : header.properties()) {
            if (property.getKey().equals("__metadata__")) {
                metadata.putAll(metadata(property.getValue()));
            } else {
                places.add(place(property.getKey(), property.getValue()));
            }
        }
        checkCover(places, size - dataFrom);
        return new TensorFile(FileFormat.SAFETENSORS, places.stream().map(Place::tensor).toList(), metadata, dataFrom);
    }

    private static Map<String, String> metadata(JsonNode node) {
        require(node.isObject() || node.isNull());
        var metadata = new HashMap<String, String>();
        for (var entry : node.properties()) {
            require(entry.getValue().isString() && isUnicode(entry.getKey() + entry.getValue().stringValue()));
            metadata.put(entry.getKey(), entry.getValue().stringValue());
        }
        return metadata;
    }

    private static Place place(String name, JsonNode node) {
        require(isUnicode(name) && !name.isEmpty() && name.length() <= 1_000
                && name.chars().noneMatch(Character::isISOControl));
        require(node.isObject() && node.size() == 3 && node.path("dtype").isString());
        var shape = numbers(node.path("shape"));
        var offsets = numbers(node.path("data_offsets"));
        require(shape.size() <= 8 && offsets.size() == 2);
        var dtype = DType.valueOf(node.path("dtype").stringValue());
        var bits = BigInteger.ONE;
        for (var dimension : shape) {
            bits = bits.multiply(dimension);
            require(bits.compareTo(TOO_MUCH) < 0);
        }
        bits = bits.multiply(BigInteger.valueOf(dtype.bits()));
        require(bits.mod(BigInteger.valueOf(8)).signum() == 0);
        var bytes = bits.divide(BigInteger.valueOf(8));
        require(offsets.getLast().subtract(offsets.getFirst()).equals(bytes));
        return new Place(new Tensor(name, dtype, shape.stream().map(BigInteger::longValueExact).toList(),
                bytes.longValueExact()), offsets.getFirst(), offsets.getLast());
    }

    private static List<BigInteger> numbers(JsonNode node) {
        require(node.isArray() && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isIntegralNumber));
        return StreamSupport.stream(node.spliterator(), false).map(JsonNode::bigIntegerValue).toList();
    }

    private static void checkCover(List<Place> places, long data) {
        var end = BigInteger.ZERO;
        for (var place : places.stream()
                .sorted(Comparator.comparing(Place::begin).thenComparing(Place::end))
                .toList()) {
            require(place.begin().equals(end));
            end = place.end();
        }
        require(end.equals(BigInteger.valueOf(data)) && !places.isEmpty());
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("unsound");
        }
    }
}
