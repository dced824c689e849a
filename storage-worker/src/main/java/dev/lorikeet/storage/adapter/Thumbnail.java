package dev.lorikeet.storage.adapter;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** A small picture that was drawn anew, so that nothing of the author's file is left in it but what one sees. */
public final class Thumbnail {
    private final String contentType;
    private final byte[] bytes;

    Thumbnail(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes.clone();
    }

    /** {@code image/png} or {@code image/jpeg}. */
    public String contentType() {
        return contentType;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Thumbnail that && contentType.equals(that.contentType)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
    }
}
