package dev.lorikeet.standalone.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A message as protobuf writes it, its fields by number: bytes for what has a length, else numbers. */
record Protobuf(Map<Integer, List<Object>> fields) {

    static Protobuf read(byte[] message) {
        var fields = new HashMap<Integer, List<Object>>();
        var from = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            int tag = (int) number(from);
            fields.computeIfAbsent(tag >>> 3, _ -> new ArrayList<>()).add(switch (tag & 7) {
                case 0 -> (Object) number(from);
                case 1 -> from.getLong();
                case 2 -> bytes(from);
                case 5 -> (long) from.getInt();
                default -> throw new IllegalArgumentException("a field of kind " + (tag & 7));
            });
        }
        return new Protobuf(fields);
    }

    private static long number(ByteBuffer from) {
        long number = 0;
        for (int shift = 0;; shift += 7) {
            byte next = from.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    private static byte[] bytes(ByteBuffer from) {
        var bytes = new byte[(int) number(from)];
        from.get(bytes);
        return bytes;
    }

    List<Protobuf> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream().map(value -> read((byte[]) value)).toList();
    }

    String text(int field) {
        return fields.getOrDefault(field, List.of())
                .stream()
                .map(value -> new String((byte[]) value, UTF_8))
                .findFirst()
                .orElse("");
    }

    String hex(int field) {
        return fields.getOrDefault(field, List.of())
                .stream()
                .map(value -> HexFormat.of().formatHex((byte[]) value))
                .findFirst()
                .orElse("");
    }

    long number(int field) {
        return fields.getOrDefault(field, List.of()).stream().map(Long.class::cast).findFirst().orElse(0L);
    }
}
