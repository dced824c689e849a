package dev.lorikeet.embedded.runpod.work;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Fetches a LoRA from the address it was given, as a worker does, and proves it without keeping it. */
final class LoraDownload {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CHUNK = 1 << 16;

    private final HttpClient http;

    LoraDownload(HttpClient http) {
        this.http = http;
    }

    /** {@code received} gets how many bytes have come. */
    void prove(LoraFile lora, LongConsumer received) throws BrokenLora, InterruptedException {
        var url = lora.url().orElseThrow(() -> new BrokenLora(lora, "it has no url"));
        if (!isOnThisMachine(url)) {
            throw new BrokenLora(lora, "the stand-in only fetches from this machine, not from " + url.getHost());
        }
        try {
            var answer = http.send(HttpRequest.newBuilder(url).timeout(LIMIT).build(), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new BrokenLora(lora, "HTTP Error " + answer.statusCode());
                }
                requireEtag(lora, answer.headers());
                compare(lora, body, received);
            }
        } catch (IOException broken) {
            throw new BrokenLora(lora, "the download broke off (" + broken.getMessage() + ")");
        }
    }

    /** Names under localhost mean this machine everywhere; one of them is the bucket of compose.yaml. */
    private static boolean isOnThisMachine(URI url) {
        var host = url.getHost();
        if (host == null) {
            return false;
        }
        try {
            return host.equals("localhost") || host.endsWith(".localhost")
                    || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private static void requireEtag(LoraFile lora, HttpHeaders headers) throws BrokenLora {
        var actual = headers.firstValue("etag").map(LoraDownload::bare);
        if (lora.etag().isPresent() && actual.isPresent() && !bare(lora.etag().get()).equals(actual.get())) {
            throw new BrokenLora(lora, "etag mismatch, expected %s, got %s".formatted(lora.etag().get(), actual.get()));
        }
    }

    private static String bare(String etag) {
        return etag.replace("\"", "");
    }

    private static void compare(LoraFile lora, InputStream body, LongConsumer received)
            throws IOException, BrokenLora {
        var digest = sha256();
        var chunk = new byte[CHUNK];
        long size = 0;
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            digest.update(chunk, 0, read);
            size += read;
            received.accept(size);
        }
        if (lora.size().isPresent() && lora.size().get() != size) {
            throw new BrokenLora(lora, "size mismatch, expected %d bytes, got %d".formatted(lora.size().get(), size));
        }
        var actual = HexFormat.of().formatHex(digest.digest());
        if (lora.sha256().isPresent() && !lora.sha256().get().toLowerCase(Locale.ROOT).equals(actual)) {
            throw new BrokenLora(lora, "sha256 mismatch, expected %s, got %s".formatted(lora.sha256().get(), actual));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
