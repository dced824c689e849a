package dev.lorikeet.storage.safetensors;

/** A name out of a file as it may stand in a message: short, and without what could garble the message. */
final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    static String name(String name) {
        var shown = new StringBuilder("\"");
        name.codePoints().limit(LONGEST).map(point -> isHarmless(point) ? point : '?').forEach(shown::appendCodePoint);
        return shown.append(name.codePointCount(0, name.length()) > LONGEST ? "…\"" : "\"").toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
