package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.s3.S3Credentials;

/** The secrets of one data directory, drawn at its first start: tokens and URLs stay valid over a restart. */
record Keys(Path privateKey, Path publicKey, S3Credentials s3, String notices) {
    private static final int RSA_BITS = 2048;
    private static final int SECRET_BYTES = 20;
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    static Keys in(Path directory) {
        try {
            createPrivately(directory);
            return new Keys(privateKey(directory), publicKey(directory),
                    new S3Credentials("lorikeet", drawn(directory.resolve("s3.secret"))),
                    drawn(directory.resolve("notices.secret")));
        } catch (IOException e) {
            throw new PlatformFailure("The keys in %s cannot be read or written (%s); make the directory writable or"
                    .formatted(directory, PlatformFailure.reasonOf(e)) + " choose another with --data DIR.", e);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new PlatformFailure("The keys in %s are damaged (%s); move that directory away to draw new ones."
                    .formatted(directory, PlatformFailure.reasonOf(e)), e);
        }
    }

    private static void createPrivately(Path directory) throws IOException {
        Files.createDirectories(directory, onlyOwner("rwx------"));
        if (POSIX) {
            // It may be older than this rule.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Path privateKey(Path directory) throws IOException, GeneralSecurityException {
        var file = directory.resolve("tokens.pem");
        if (!Files.exists(file)) {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            write(file, pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()));
        }
        return file;
    }

    /** Written anew at each start, so that it cannot be another pair's. */
    private static Path publicKey(Path directory) throws IOException, GeneralSecurityException {
        var rsa = KeyFactory.getInstance("RSA");
        var body = Files.readString(privateKey(directory)).replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        var file = directory.resolve("tokens.pub.pem");
        var derived = rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        write(file, pem("PUBLIC KEY", derived.getEncoded()));
        return file;
    }

    private static String drawn(Path secret) throws IOException {
        if (!Files.exists(secret)) {
            write(secret, HexFormat.of().formatHex(bytes()));
        }
        return Files.readString(secret).strip();
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

    /** Whole or not at all, so that a kill leaves no half key; nobody else can read it at any time. */
    private static void write(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        try (var channel = Files.newByteChannel(draft, options, onlyOwner("rw-------"))) {
            var rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] onlyOwner(String permissions) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
