package dev.lorikeet.generation.result;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.lorikeet.generation.models.ModelConfiguration.Output;

/** What a file is, by its first bytes; what a worker calls it does not count. */
enum MediaType {
    MP4("video/mp4", "mp4"),
    WEBM("video/webm", "webm"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg");

    /** As many as it takes to tell. */
    static final int BYTES = 16;
    private static final int SHORTEST = 32;

    private final String contentType;
    private final String suffix;

    MediaType(String contentType, String suffix) {
        this.contentType = contentType;
        this.suffix = suffix;
    }

    String contentType() {
        return contentType;
    }

    String suffix() {
        return suffix;
    }

    boolean isPicture() {
        return switch (this) {
            case PNG, JPEG, GIF -> true;
            case MP4, WEBM, WEBP -> false;
        };
    }

    /** A GIF or a WebP may move or not. */
    boolean fits(Output wanted) {
        return switch (this) {
            case MP4, WEBM -> wanted == Output.VIDEO;
            case PNG, JPEG -> wanted == Output.IMAGE;
            case GIF, WEBP -> true;
        };
    }

    static Optional<MediaType> of(byte[] beginning, long size) {
        if (size < SHORTEST) {
            return Optional.empty();
        }
        var text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.startsWith("ftyp", 4)) {
            return Optional.of(MP4);
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of(WEBM);
        }
        if (text.startsWith("GIF8")) {
            return Optional.of(GIF);
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        if (text.startsWith("\u0089PNG\r\n")) {
            return Optional.of(PNG);
        }
        return text.startsWith("\u00ff\u00d8\u00ff") ? Optional.of(JPEG) : Optional.empty();
    }
}
