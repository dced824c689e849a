package dev.lorikeet.generation.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.lorikeet.event.WorkspaceId;

/**
 * What a workspace's receivers know its notices by, as Standard Webhooks has it. Derived from a secret of the whole
 * installation, so that there is nothing to store, and no workspace learns another one's.
 */
final class SigningSecret {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private SigningSecret(SecretKeySpec key) {
        this.key = key;
    }

    static SigningSecret of(WorkspaceId workspace, String master) {
        var derived = mac(key(master.getBytes(StandardCharsets.UTF_8)),
                "notices of the workspace " + workspace.value());
        return new SigningSecret(key(derived));
    }

    /** As receivers are told it. */
    String text() {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** @param at in whole seconds, as it is sent beside the signature */
    String sign(String id, Instant at, String body) {
        return "v1," + Base64.getEncoder().encodeToString(mac(key, id + "." + at.getEpochSecond() + "." + body));
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
