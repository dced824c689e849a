package dev.lorikeet.lora.link;

/**
 * The file behind a link, as its server describes it.
 *
 * @param validator the strong ETag or the time of the last change; while it stays the same, so do the bytes
 */
record LinkedFile(String name, long size, String validator) {
    boolean isSameAs(LinkedFile other) {
        return size == other.size && validator.equals(other.validator);
    }
}
