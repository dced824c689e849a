package dev.lorikeet.embedded.mongo;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value into bytes whose unsigned order is the order of the values. No encoding is a prefix of another, so
 * that encodings can be put one behind the other, and no byte string starts with 0xFF, not even a complemented one.
 */
final class OrderedBytes {
    static final byte NULL = 0x10;
    static final byte NUMBER = 0x20;
    static final byte STRING = 0x30;
    static final byte BINARY = 0x40;
    static final byte UUIDS = 0x48;
    static final byte OBJECT_ID = 0x50;
    static final byte BOOLEAN = 0x58;
    static final byte DATE = 0x60;
    /** Values that keep their equality here but not their order. */
    static final byte OTHER = 0x7E;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(32);

    private OrderedBytes() {}

    /** Whether the bytes of this value sort where MongoDB would sort the value. */
    static boolean keepsOrder(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Missing _,Integer _,Long _,String _,BinData _,UUID _,ObjectId _,Boolean _,Instant _ -> true;
            case Double number -> keepsOrder(number.doubleValue());
            default -> false;
        };
    }

    /** The engine compares large fractions and non-numbers inexactly: an order that bytes cannot follow. */
    private static boolean keepsOrder(double number) {
        return Math.abs(number) < (number == Math.rint(number) ? 0x1p63 : 0x1p31);
    }

    static byte[] encode(@Nullable Object value) {
        OrderedBytes bytes = new OrderedBytes();
        bytes.append(value);
        return bytes.out.toByteArray();
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> out.write(NULL);
            case Missing _ -> out.write(NULL);
            case Integer number -> appendNumber(number, 0);
            case Long number -> appendNumber(number, number - (long) number.doubleValue());
            case Double number when keepsOrder(number.doubleValue()) -> appendNumber(number, 0);
            case String text -> appendText(text);
            case BinData binary -> appendSized(BINARY, binary.getData());
            case UUID uuid -> appendLongs(UUIDS, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            case ObjectId id -> appendTagged(OBJECT_ID, id.toByteArray());
            case Boolean flag -> appendTagged(BOOLEAN, new byte[]{(byte) (flag ? 1 : 0)});
            case Instant date -> appendLongs(DATE, date.toEpochMilli() ^ Long.MIN_VALUE);
            default -> appendSized(OTHER, DocumentBytes.encode(new Document("", comparable(value))));
        }
    }

    private static Object comparable(Object value) {
        return value instanceof Decimal128 ? value : new KeyValue(value).normalized().get(0);
    }

    /** The nearest double first; what a long loses by that decides between those that share it. */
    private void appendNumber(Number number, long lost) {
        double nearest = number.doubleValue() + 0.0; // turns -0.0 into 0.0
        long bits = Double.doubleToLongBits(nearest);
        appendLongs(NUMBER, bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        int shifted = (int) lost + 0x8000;
        out.write(shifted >>> 8);
        out.write(shifted);
    }

    /** One to three bytes for each UTF-16 unit, as the engine compares units; a zero is escaped, two zeros end it. */
    private void appendText(String text) {
        out.write(STRING);
        appendUnits(text);
        out.write(0);
        out.write(0);
    }

    private void appendUnits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                out.write(0);
                out.write(0xFF);
            } else if (unit < 0x80) {
                out.write(unit);
            } else if (unit < 0x800) {
                out.write(0xC0 | (unit >> 6));
                out.write(0x80 | (unit & 0x3F));
            } else {
                out.write(0xE0 | (unit >> 12));
                out.write(0x80 | ((unit >> 6) & 0x3F));
                out.write(0x80 | (unit & 0x3F));
            }
        }
    }

    /** What the encodings of all strings with this beginning start with. */
    static byte[] textPrefix(String beginning) {
        OrderedBytes bytes = new OrderedBytes();
        bytes.out.write(STRING);
        bytes.appendUnits(beginning);
        return bytes.out.toByteArray();
    }

    private void appendSized(byte tag, byte[] data) {
        out.write(tag);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(data.length >>> shift);
        }
        out.writeBytes(data);
    }

    private void appendTagged(byte tag, byte[] data) {
        out.write(tag);
        out.writeBytes(data);
    }

    private void appendLongs(byte tag, long... values) {
        out.write(tag);
        for (long value : values) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) (value >>> shift));
            }
        }
    }
}
