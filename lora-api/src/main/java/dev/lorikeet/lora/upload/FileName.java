package dev.lorikeet.lora.upload;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;

/** The name of a client's file, without the folders it came from. */
public record FileName(String value) {
    private static final Set<String> EXTENSIONS = Set.of(".safetensors", ".ckpt");
    private static final int LONGEST = 255;
    private static final int LONGEST_IN_KEY = 100;

    /** Takes whatever a browser or a script calls a file. */
    static Checked<FileName> parse(@Nullable String given) {
        if (given == null) {
            return new Checked.Refused<>(LoraProblem.NO_FILE);
        }
        var name = new FileName(Normalizer.normalize(lastSegment(given), Normalizer.Form.NFC));
        if (name.value.isBlank()) {
            return new Checked.Refused<>(LoraProblem.NO_FILE);
        }
        if (!name.isText() || name.value.codePointCount(0, name.value.length()) > LONGEST) {
            return new Checked.Refused<>(CommonProblem.INVALID_REQUEST);
        }
        return EXTENSIONS.contains(name.extension())
                ? new Checked.Accepted<>(name)
                : new Checked.Refused<>(LoraProblem.INVALID_EXTENSION);
    }

    private static String lastSegment(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private boolean isText() {
        return value.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    /** The last suffix in lower case, with its dot. */
    String extension() {
        return value.substring(Math.max(0, value.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    }

    /** For people who look into the bucket; nothing relies on it, and nothing in it may mean anything. */
    String inKey() {
        var plain = value.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("\\.{2,}", ".");
        return plain.substring(Math.max(0, plain.length() - LONGEST_IN_KEY));
    }
}
