package dev.lorikeet.lora.link;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/**
 * What a server answers who was asked for some bytes of a file.
 *
 * @param header the value of a header, or null
 */
record SourceAnswer(int status, UnaryOperator<@Nullable String> header) {
    private static final Pattern PIECE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern NOTHING = Pattern.compile("bytes \\*/0+");
    private static final String EMPTY = "empty";
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_RANGE = 416;
    private static final int SERVER_ERRORS = 500;

    /** Where the file is instead, if not here. */
    boolean isElsewhere() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** What file this is; {@code otherwise} is its name if the server does not say. Fails where there is none for us. */
    LinkedFile file(String otherwise) {
        if (status == NO_SUCH_RANGE && NOTHING.matcher(text("Content-Range")).matches()) {
            return new LinkedFile(name(otherwise), 0, EMPTY);
        }
        demandFile();
        var piece = PIECE.matcher(text("Content-Range"));
        var validator = validator();
        if (status != PARTIAL || !piece.matches() || validator.isEmpty() || isEncoded()) {
            throw new LinkFailure(LinkFault.NOT_IN_PIECES);
        }
        return new LinkedFile(name(otherwise), Long.parseLong(piece.group(3)), validator.get());
    }

    /** Fails unless these are the bytes that were asked for, of this very file. */
    void demandPiece(LinkedFile file, long from, int length) {
        demandFile();
        var expected = "bytes " + from + "-" + (from + length - 1) + "/" + file.size();
        if (status != PARTIAL || isEncoded() || !expected.equals(text("Content-Range"))
                || !validator().equals(Optional.of(file.validator()))) {
            throw new LinkFailure(LinkFault.CHANGED);
        }
    }

    private void demandFile() {
        switch (status) {
            case 401, 402, 403, 407, 451 -> throw new LinkFailure(LinkFault.PRIVATE);
            case 408, 421, 425, 429 -> throw new LinkFailure(LinkFault.AWAY);
            case OK, PARTIAL -> {
                if (text("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/html")) {
                    throw new LinkFailure(LinkFault.PAGE);
                }
            }
            default -> throw new LinkFailure(status >= SERVER_ERRORS ? LinkFault.AWAY : LinkFault.GONE);
        }
    }

    /** A weak ETag says that two files are alike, which is not enough to put them together. */
    private Optional<String> validator() {
        var etag = text("ETag");
        return Optional.of(etag.startsWith("\"") ? etag : text("Last-Modified")).filter(text -> !text.isEmpty());
    }

    private boolean isEncoded() {
        var encoding = text("Content-Encoding");
        return !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
    }

    private String name(String otherwise) {
        try {
            var name = ContentDisposition.parse(text("Content-Disposition")).getFilename();
            return name == null || name.isBlank() ? otherwise : name;
        } catch (IllegalArgumentException unreadable) {
            return otherwise;
        }
    }

    private String text(String name) {
        var value = header.apply(name);
        return value == null ? "" : value.strip();
    }
}
