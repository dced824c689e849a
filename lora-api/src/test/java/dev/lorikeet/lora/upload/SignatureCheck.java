package dev.lorikeet.lora.upload;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a server does with a signed URL, written from the specification of Signature Version 4 and not from the SDK. */
record SignatureCheck(String secretKey) {

    /** @param headers as the client sends them, names in lower case */
    boolean accepts(String method, URI url, Map<String, String> headers) {
        var names = parameter(url, "X-Amz-SignedHeaders").replace("%3B", ";");
        var signed = Arrays.stream(names.split(";"))
                .map(name -> name + ":" + headers.getOrDefault(name, "").strip() + "\n")
                .collect(Collectors.joining());
        var parameters = Arrays.stream(url.getRawQuery().split("&"))
                .filter(pair -> !pair.startsWith("X-Amz-Signature="))
                .sorted()
                .collect(Collectors.joining("&"));
        var request = String.join("\n", method, url.getRawPath(), parameters, signed, names, "UNSIGNED-PAYLOAD");
        var scope = parameter(url, "X-Amz-Credential").replace("%2F", "/").split("/", 2)[1];
        var text = String.join("\n", "AWS4-HMAC-SHA256", parameter(url, "X-Amz-Date"), scope, sha256(request));
        return hex(mac(key(scope), text)).equals(parameter(url, "X-Amz-Signature"));
    }

    static String parameter(URI url, String name) {
        return Arrays.stream(url.getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private byte[] key(String scope) {
        var key = ("AWS4" + secretKey).getBytes(UTF_8);
        for (var step : scope.split("/", -1)) {
            key = mac(key, step);
        }
        return key;
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).toLowerCase(Locale.ROOT);
    }
}
