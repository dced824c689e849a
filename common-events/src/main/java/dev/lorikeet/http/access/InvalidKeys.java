package dev.lorikeet.http.access;

/** The file of keys cannot be used; says where, and what would be right, but nothing that may be a secret. */
final class InvalidKeys extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidKeys(String sentence) {
        super(sentence);
    }

    static InvalidKeys inLine(int line, String sentence) {
        return new InvalidKeys("line " + line + ": " + sentence);
    }
}
