package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.databind.json.JsonMapper;

/** Good tokens, and every kind of bad one, made by hand so that nothing refuses to make them. */
public final class Tokens {
    private static final long HOUR = 3_600;
    private static final PrivateKey THEIRS = somebodyElses();

    private final Path keys;

    private Tokens(Path keys) {
        this.keys = keys;
    }

    /** Of an issuer whose keys are drawn now, and lie in this directory. */
    public static Tokens drawnIn(Path directory) {
        try {
            var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var tokens = new Tokens(directory);
            pem(tokens.privateKey(), "PRIVATE KEY", pair.getPrivate().getEncoded());
            pem(tokens.publicKey(), "PUBLIC KEY", pair.getPublic().getEncoded());
            return tokens;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pem(Path file, String what, byte[] encoded) {
        try {
            Files.writeString(file, "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                    + "\n-----END " + what + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file in PEM, as a local issuer takes it. */
    public Path privateKey() {
        return keys.resolve("private.pem");
    }

    /** A file in PEM, as a service takes it. */
    public Path publicKey() {
        return keys.resolve("public.pem");
    }

    /** Claims that are accepted if the workspaces are. */
    public static Map<String, Object> claims(String subject, Object workspaces) {
        long now = Instant.now().getEpochSecond();
        var claims = new TreeMap<String, Object>();
        claims.put("sub", subject);
        claims.put("aud", "lorikeet");
        claims.put("iat", now);
        claims.put("exp", now + HOUR);
        claims.put("workspaces", workspaces);
        return claims;
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        var changed = new TreeMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    public String member(String workspace, String role) {
        return signed(claims("kim-" + role, Map.of(workspace, role)));
    }

    public String operator() {
        return signed(with(claims("olga", Map.of()), "operator", true));
    }

    public String signed(Map<String, Object> claims) {
        return rs256(claims, ours());
    }

    public String expired(Map<String, Object> claims) {
        long now = Instant.now().getEpochSecond();
        return signed(with(with(claims, "iat", now - 2 * HOUR), "exp", now - HOUR));
    }

    public String notYetValid(Map<String, Object> claims) {
        return signed(with(claims, "nbf", Instant.now().getEpochSecond() + HOUR / 2));
    }

    public String forSomebodyElse(Map<String, Object> claims) {
        return signed(with(claims, "aud", "another-api"));
    }

    public String signedBySomebodyElse(Map<String, Object> claims) {
        return rs256(claims, THEIRS);
    }

    public String unsigned(Map<String, Object> claims) {
        return unsigned("none", claims) + ".";
    }

    /** What a checker takes that uses the public key as whatever the token says it is. */
    public String signedWithThePublicKey(Map<String, Object> claims) {
        try {
            var text = unsigned("HS256", claims);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Files.readAllBytes(publicKey()), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rs256(Map<String, Object> claims, PrivateKey key) {
        try {
            var text = unsigned("RS256", claims);
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(String algorithm, Map<String, Object> claims) {
        return part(Map.of("alg", algorithm, "typ", "JWT")) + "." + part(claims);
    }

    private static String part(Map<String, Object> json) {
        return base64(JsonMapper.shared().writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Once, because drawing one takes a second. */
    private static PrivateKey somebodyElses() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private PrivateKey ours() {
        try {
            var pem = Files.readString(privateKey()).replaceAll("-----[A-Z ]+-----", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
