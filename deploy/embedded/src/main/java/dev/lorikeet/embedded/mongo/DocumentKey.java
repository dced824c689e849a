package dev.lorikeet.embedded.mongo;

import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/** Where a document is: its encoded id. */
final class DocumentKey implements Comparable<DocumentKey> {
    private final byte[] bytes;

    DocumentKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static DocumentKey of(@Nullable Object id) {
        return new DocumentKey(OrderedBytes.encode(id));
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(DocumentKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DocumentKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
