package dev.lorikeet.storage.safetensors;

import java.util.function.Supplier;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** What is asked of every part of a header. */
final class Tokens {
    private Tokens() {}

    /** @param where is only asked for a message, because making one takes longer than reading a tensor */
    static void expect(@Nullable JsonToken found, JsonToken wanted, Supplier<String> where) {
        if (found != wanted) {
            throw misplaced(where.get());
        }
    }

    static Unfit misplaced(String where) {
        return new Unfit(FileFault.INVALID_JSON, "In the header of this .safetensors file, " + where
                + " is not written as the format has it.");
    }

    /** Half of a surrogate pair comes out of an escape, which the parser lets pass and UTF-8 cannot carry. */
    static String unbroken(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(index))) {
                    throw new Unfit(FileFault.INVALID_JSON,
                            "The header of this .safetensors file holds half of a character.");
                }
                index++;
            }
        }
        return text;
    }
}
