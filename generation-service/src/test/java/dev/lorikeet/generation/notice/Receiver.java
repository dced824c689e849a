package dev.lorikeet.generation.notice;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Verifies a notice without any code of ours: the method is the one that docs/operating.md shows. */
public final class Receiver {
    private Receiver() {}

    public static boolean isGenuine(String secret, String id, String timestamp, String body, String signatures,
            Instant now) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        var digest = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
        var expected = "v1," + Base64.getEncoder().encodeToString(digest);
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
        return age.toMinutes() < 5 && Arrays.stream(signatures.split(" "))
                .anyMatch(given -> MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8)));
    }
}
