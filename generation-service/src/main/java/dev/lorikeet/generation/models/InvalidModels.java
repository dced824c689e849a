package dev.lorikeet.generation.models;

/** The configuration cannot be used; says where and what would be right. */
final class InvalidModels extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidModels(String file, int line, String sentence) {
        super(file + " line " + line + ": " + sentence);
    }
}
