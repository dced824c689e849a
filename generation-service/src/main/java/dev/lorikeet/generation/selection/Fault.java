package dev.lorikeet.generation.selection;

/**
 * Something that keeps a request from being taken.
 *
 * @param pointer a JSON pointer into its body
 */
public record Fault(String pointer, String message) {

    /** The pointer to a name inside what another pointer means. */
    static String at(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
