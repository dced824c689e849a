package dev.lorikeet.lora.upload;

import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.lorikeet.event.ObjectKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A URL of the twin: it carries a seal over method, key, query, expiry, the pinned headers and the length. */
final class MemoryUrl {
    private static final String SCHEME = "memory:///";
    private static final String SEAL = "&seal=";

    private MemoryUrl() {}

    /** @param query what comes after the expiry; each parameter begins with an ampersand */
    static URI sign(String method, ObjectKey key, String query, Map<String, String> headers, long length,
            Instant expiresAt) {
        var open = SCHEME + URLEncoder.encode(key.value(), UTF_8).replace("+", "%20").replace("%2F", "/") + "?expires="
                + expiresAt + query + "&signed=" + String.join("_", new TreeMap<>(headers).keySet());
        return URI.create(open + SEAL + seal(method, open, headers, length));
    }

    /** Other headers may come along, as they may with S3. */
    static boolean isSigned(String method, URI url, Map<String, String> headers, long length) {
        var text = url.toString();
        int end = text.lastIndexOf(SEAL);
        var pinned = new TreeMap<String, String>();
        parameter(url, "signed").filter(names -> !names.isEmpty())
                .ifPresent(names -> Arrays.stream(names.split("_"))
                        .forEach(name -> pinned.put(name, headers.getOrDefault(name, ""))));
        return end > 0 && text.substring(end + SEAL.length())
                .equals(seal(method, text.substring(0, end), pinned, length));
    }

    static Instant expiryOf(URI url) {
        return parameter(url, "expires").map(Instant::parse).orElseThrow();
    }

    static ObjectKey keyOf(URI url) {
        return new ObjectKey(url.getPath().substring(1));
    }

    static Optional<String> parameter(URI url, String name) {
        return Arrays.stream(url.getQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    static String digest(byte[] bytes) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String seal(String method, String url, Map<String, String> headers, long length) {
        var sealed = "a secret of the twin " + method + " " + url + " " + new TreeMap<>(headers) + " " + length;
        return Integer.toHexString(sealed.hashCode());
    }
}
