package dev.lorikeet.generation.ordering;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;

/**
 * One job per key, person and workspace: the key decides the job's id, so a repetition finds what the first one made.
 *
 * @param fingerprint of all that was asked for, to tell a repetition from another request with the same key
 */
record Idempotency(GenerationId id, Sha256 fingerprint) {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final int LETTERS = 40;

    static Idempotency of(WorkspaceId workspace, String subject, String key, String content) {
        if (!KEY.matcher(key).matches()) {
            throw Refused.because(CommonProblem.INVALID_REQUEST,
                    "An Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        var id = digest(String.join("\n", workspace.value(), subject, key)).value().substring(0, LETTERS);
        return new Idempotency(new GenerationId(id), digest(content));
    }

    private static Sha256 digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
