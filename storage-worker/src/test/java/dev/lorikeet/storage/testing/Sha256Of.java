package dev.lorikeet.storage.testing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.lorikeet.event.Sha256;

/** As the JDK reckons it. */
public final class Sha256Of {
    private Sha256Of() {}

    /** Of the bytes from there to the end. */
    public static Sha256 bytes(byte[] bytes, int from) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return new Sha256(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
