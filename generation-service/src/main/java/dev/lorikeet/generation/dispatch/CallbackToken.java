package dev.lorikeet.generation.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.Sha256;

/**
 * What RunPod calls us back with: which attempt of which job it is about, and a secret that proves it. We keep the
 * secret's digest only, so that nobody who reads our database can call us.
 */
record CallbackToken(GenerationId job, int attempt, String secret) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.(\\d{1,6})\\.([A-Za-z0-9_-]{20,100})");

    static Optional<CallbackToken> read(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new CallbackToken(new GenerationId(parts.group(1)), Integer.parseInt(parts.group(2)),
                        parts.group(3)))
                : Optional.empty();
    }

    /** As it stands in an address. */
    String text() {
        return job.value() + "." + attempt + "." + secret;
    }

    Sha256 digest() {
        return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes the same time whatever is wrong with it. */
    boolean proves(Sha256 digest) {
        return MessageDigest.isEqual(digest().value().getBytes(StandardCharsets.US_ASCII),
                digest.value().getBytes(StandardCharsets.US_ASCII));
    }

    /** It opens a door. */
    @Override
    public String toString() {
        return "a token of " + job.value();
    }
}
