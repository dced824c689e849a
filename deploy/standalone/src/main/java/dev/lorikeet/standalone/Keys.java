package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.s3.S3Credentials;

/** The secrets of one data directory, drawn at its first start: tokens and URLs stay valid over a restart. */
record Keys(Path privateKey, Path publicKey, S3Credentials s3) {
    private static final int RSA_BITS = 2048;
    private static final int SECRET_BYTES = 20;

    static Keys in(Path directory) {
        try {
            Files.createDirectories(directory);
            var privateKey = directory.resolve("tokens.pem");
            var publicKey = directory.resolve("tokens.pub.pem");
            if (!Files.exists(privateKey) || !Files.exists(publicKey)) {
                drawPair(privateKey, publicKey);
            }
            var secret = directory.resolve("s3.secret");
            if (!Files.exists(secret)) {
                write(secret, HexFormat.of().formatHex(bytes()));
            }
            return new Keys(privateKey, publicKey, new S3Credentials("lorikeet", Files.readString(secret).strip()));
        } catch (IOException e) {
            throw new PlatformFailure("The keys in %s cannot be read or written (%s); make the directory writable or"
                    .formatted(directory, e) + " choose another with --data DIR.", e);
        }
    }

    private static void drawPair(Path privateKey, Path publicKey) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            var pair = generator.generateKeyPair();
            write(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            write(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has RSA", e);
        }
    }

    private static byte[] bytes() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String pem(String what, byte[] encoded) {
        var body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    /** Whole or not at all, so that a kill leaves no half key. */
    private static void write(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        var _ = draft.toFile().setReadable(false, false) && draft.toFile().setReadable(true, true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
