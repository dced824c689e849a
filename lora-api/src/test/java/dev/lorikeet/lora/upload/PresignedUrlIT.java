package dev.lorikeet.lora.upload;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What is signed, sent by a client that knows nothing of S3, to a server that checks signatures. */
final class PresignedUrlIT extends SignedUrlContract {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Bucket bucket;

    @BeforeAll
    static void start(@TempDir Path directory) {
        bucket = new Bucket(directory);
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    @Override
    UploadStore store(InstantSource clock) {
        return bucket.store(clock);
    }

    @Override
    InMemoryUploadStore.Answer send(String method, URI url, Map<String, String> headers, byte[] body) {
        var answer = answerTo(method, url, headers, body);
        return new InMemoryUploadStore.Answer(answer.statusCode(),
                answer.headers().firstValue("ETag").map(ETag::fromHeader));
    }

    @Override
    boolean isStored(ObjectKey key) {
        return bucket.sizeOf(key).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rain.ckpt", "größe \uD83D\uDC26.safetensors", "a\"b\\c;d=e%20f.ckpt", "x\r\nSet-Cookie: a=b",
                    "日本 + &?#.ckpt"})
    void savesADownloadUnderAnyName(String fileName) {
        var key = new ObjectKey("loras/" + UUID.randomUUID() + "/größe 1+1.ckpt");
        bucket.put(key, new byte[]{1, 2, 3});
        var clock = InstantSource.system();
        var url = bucket.store(clock)
                .download(new StoredObject(key, 3, new ETag("e")), fileName, clock.instant().plusSeconds(60));
        var answer = answerTo("GET", url, Map.of(), new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue(SavedAs.header(fileName));
    }

    @Test
    void showsAPictureInPlace() {
        var key = new ObjectKey("pictures/" + UUID.randomUUID());
        bucket.put(key, "a picture".getBytes(UTF_8));
        var clock = InstantSource.system();
        var answer = answerTo("GET", bucket.store(clock).picture(key, clock.instant().plusSeconds(60)), Map.of(),
                new byte[0]);
        assertThat(answer.body()).isEqualTo("a picture");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("inline");
    }

    private static HttpResponse<String> answerTo(String method, URI url, Map<String, String> headers, byte[] body) {
        var request = HttpRequest.newBuilder(url).method(method, BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }
}
