package dev.lorikeet.lora.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The header that makes a browser save a download under a name, after RFC 6266. Only letters, digits and a few marks are
 * sent as they are, so no name can end the header or begin another one.
 */
final class SavedAs {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    private SavedAs() {}

    static String header(String fileName) {
        return "attachment; filename=\"" + plain(fileName) + "\"; filename*=UTF-8''" + encoded(fileName);
    }

    /** For what does not know the other form. */
    private static String plain(String fileName) {
        var text = new StringBuilder();
        fileName.codePoints()
                .forEach(point -> text.appendCodePoint(PLAIN.indexOf(point) >= 0 || point == ' ' ? point : '_'));
        return text.toString();
    }

    private static String encoded(String fileName) {
        var text = new StringBuilder();
        for (byte octet : fileName.getBytes(UTF_8)) {
            text.append(PLAIN.indexOf(octet) >= 0 ? "" + (char) octet : "%%%02X".formatted(octet));
        }
        return text.toString();
    }
}
