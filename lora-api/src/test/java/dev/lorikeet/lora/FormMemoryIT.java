package dev.lorikeet.lora;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A form that is four times as large as the heap of the service that takes it. */
final class FormMemoryIT {
    private static final long SIZE = 1L << 30;
    private static final String HEAP = "-Xmx256m";

    @Test
    void takesAFormOfAGibibyteWithAQuarterOfThatAsItsHeap(@TempDir Path data) throws Exception {
        try (var beside = RunningLoraApi.start(data, "--lorikeet.s3.call-time=1m");
                var bucket = new BucketOfTest(beside.platform().s3());
                var api = LoraApiProcess.start(beside.arguments(), HEAP)) {
            var sent = MessageDigest.getInstance("SHA-256");
            var key = JsonMapper.shared()
                    .readTree(post(api.port(), sent))
                    .required("lora")
                    .required("s3Path")
                    .asString();
            assertThat(digestOf(bucket, key)).isEqualTo(sent.digest());
            long peak = api.peak();
            System.out.println("1 GiB as a form: the heap of " + HEAP + " held at most " + (peak >> 20) + " MiB");
            assertThat(peak).isLessThan(256L << 20);
        }
    }

    private static String post(int port, MessageDigest digest) {
        var head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.safetensors\"\r\n\r\n"
                .getBytes(US_ASCII);
        var tail = "\r\n--b--\r\n".getBytes(US_ASCII);
        var anybody = LoraApi.on(port);
        await().atMost(Duration.ofMinutes(1)).until(anybody::isReady);
        var token = anybody.post("/dev/token", "{}").json().required("token").asString();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/lora/upload"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                        Collections.enumeration(List.of(new ByteArrayInputStream(head),
                                new DigestInputStream(new Noise(SIZE), digest), new ByteArrayInputStream(tail))))),
                        head.length + SIZE + tail.length))
                .build();
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answer = http.sendAsync(request, BodyHandlers.ofString()).join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return answer.body();
        }
    }

    private static byte[] digestOf(BucketOfTest bucket, String key) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var object = new DigestInputStream(bucket.s3()
                .getObject(get -> get.bucket(bucket.name()).key(key), AsyncResponseTransformer.toBlockingInputStream())
                .join(), digest)) {
            assertThat(object.transferTo(OutputStream.nullOutputStream())).isEqualTo(SIZE);
        }
        return digest.digest();
    }

    /** So many bytes, none of which can be guessed from where it is. */
    private static final class Noise extends InputStream {
        private long left;
        private long state = 42;

        Noise(long size) {
            left = size;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            return (int) (state >>> 56);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int some = (int) Math.min(length, left);
            for (int index = 0; index < some; index++) {
                bytes[offset + index] = (byte) read();
            }
            return some;
        }
    }
}
