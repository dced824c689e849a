package dev.lorikeet.storage.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.lorikeet.storage.file.DType;
import tools.jackson.core.io.JsonStringEncoder;

/** Makes .safetensors files: sound ones tensor by tensor, and any others from the text of a header. */
public final class SafetensorsBytes {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<String> tensors = new ArrayList<>();
    private long data;

    private SafetensorsBytes() {}

    /** Without tensors, which is not sound yet. */
    public static SafetensorsBytes file() {
        return new SafetensorsBytes();
    }

    public SafetensorsBytes metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Its bytes follow those of the tensor before it. */
    public SafetensorsBytes tensor(String name, DType dtype, long... shape) {
        long end = data + Arrays.stream(shape).reduce(1, Math::multiplyExact) * dtype.bits() / Byte.SIZE;
        tensors.add(text(name) + ":{\"dtype\":\"" + dtype + "\",\"shape\":" + numbers(shape) + ",\"data_offsets\":"
                + numbers(data, end) + "}");
        data = end;
        return this;
    }

    public String header() {
        var parts = new ArrayList<>(tensors);
        if (!metadata.isEmpty()) {
            parts.addFirst("\"__metadata__\":" + metadata.entrySet()
                    .stream()
                    .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}")));
        }
        return parts.stream().collect(Collectors.joining(",", "{", "}"));
    }

    /** How long the whole file is. */
    public long size() {
        return beginning().length + data;
    }

    /** The file up to its data, which is all zeros. */
    public byte[] beginning() {
        return of(header(), 0);
    }

    public byte[] bytes() {
        return of(header(), Math.toIntExact(data));
    }

    /** Any header, followed by so many zeros. */
    public static byte[] of(String header, int data) {
        return of(header, new byte[data]);
    }

    public static byte[] of(String header, byte[] data) {
        var bytes = header.getBytes(StandardCharsets.UTF_8);
        return of(bytes.length, bytes, data);
    }

    /**
     * Anything at all.
     *
     * @param length what the file says of its header, true or not
     */
    public static byte[] of(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    private static String text(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    private static String numbers(long... numbers) {
        return Arrays.toString(numbers).replace(" ", "");
    }
}
