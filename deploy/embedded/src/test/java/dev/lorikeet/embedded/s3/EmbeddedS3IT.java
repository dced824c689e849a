package dev.lorikeet.embedded.s3;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.lorikeet.embedded.PlatformFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

import static dev.lorikeet.embedded.s3.S3Connection.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedS3IT extends S3Contract {
    private static final String UI = "http://127.0.0.1:8080";
    private static final S3Settings SETTINGS = new S3Settings(new S3Credentials("lorikeet", "only for this test"),
            "lorikeet", List.of("http://localhost:8080", UI));

    @TempDir
    private static Path directory;
    private static EmbeddedS3 server;
    private static S3Connection connection;

    @BeforeAll
    static void start() {
        server = EmbeddedS3.start(directory, 0, SETTINGS);
        connection = connect(server);
    }

    @AfterAll
    static void stop() {
        connection.close();
        server.close();
    }

    @Override
    S3Connection s3() {
        return connection;
    }

    @Test
    void aPageOfTheUiMayUploadAndReadTheETag() {
        var preflight = preflight(UI);
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue(UI);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElseThrow()).contains("PUT");

        var put = connection.presigner()
                .presignPutObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                        .putObjectRequest(request -> request.bucket(server.bucket()).key(newKey())));
        var response = connection
                .send("PUT", put.url().toString(), Map.of("Origin", UI), "content".getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElseThrow()).contains("ETag");
    }

    @Test
    void aForeignPageMayNot() {
        assertThat(preflight("http://evil.example").statusCode()).isEqualTo(403);
        assertThat(preflight("http://127x0y0z1:8080").statusCode()).isEqualTo(403);
    }

    @Test
    void objectsAndOpenUploadsAreStillThereAfterARestart(@TempDir Path elsewhere) {
        var key = newKey();
        var first = EmbeddedS3.start(elsewhere, 0, SETTINGS);
        CompletedPart part;
        String upload;
        try (var s3 = connect(first)) {
            s3.client()
                    .putObject(put -> put.bucket(s3.bucket()).key("kept").contentType("text/x-kept"),
                            AsyncRequestBody.fromString("kept"))
                    .join();
            upload = s3.client().createMultipartUpload(create -> create.bucket(s3.bucket()).key(key)).join().uploadId();
            var eTag = s3.client()
                    .uploadPart(put -> put.bucket(s3.bucket()).key(key).uploadId(upload).partNumber(1),
                            AsyncRequestBody.fromString("resumed"))
                    .join()
                    .eTag();
            part = CompletedPart.builder().partNumber(1).eTag(eTag).build();
        }
        first.close();

        try (var second = EmbeddedS3.start(elsewhere, 0, SETTINGS); var s3 = connect(second)) {
            var kept = s3.client().headObject(head -> head.bucket(s3.bucket()).key("kept")).join();
            assertThat(kept.contentType()).isEqualTo("text/x-kept");
            s3.client()
                    .completeMultipartUpload(complete -> complete.bucket(s3.bucket())
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(part)))
                    .join();
            var read = s3.client()
                    .getObject(get -> get.bucket(s3.bucket()).key(key),
                            AsyncResponseTransformer.toBytes())
                    .join();
            assertThat(read.asUtf8String()).isEqualTo("resumed");
        }
    }

    @Test
    void whatAnUploadLeftBehindThatWasKilledIsGoneAfterARestart(@TempDir Path elsewhere) throws IOException {
        var finished = newKey() + "-" + UUID.randomUUID();
        try (var first = EmbeddedS3.start(elsewhere, 0, SETTINGS); var s3 = connect(first)) {
            s3.client()
                    .putObject(put -> put.bucket(s3.bucket()).key(finished), AsyncRequestBody.fromString("whole"))
                    .join();
        }
        var unfinished = Files.writeString(elsewhere.resolve("lorikeet/" + newKey().replace('/', '-') + "-"
                + UUID.randomUUID()), "ha");

        try (var second = EmbeddedS3.start(elsewhere, 0, SETTINGS); var s3 = connect(second)) {
            assertThat(unfinished).doesNotExist();
            assertThat(s3.client().listObjectsV2(list -> list.bucket(s3.bucket())).join().contents())
                    .extracting(S3Object::key)
                    .containsExactly(finished);
        }
    }

    @Test
    void anUploadThatAKillLeftHalfEndedIsNeitherListedNorKeptAfterARestart(@TempDir Path elsewhere) throws IOException {
        String half;
        String halfTheOtherWay;
        String whole;
        try (var first = EmbeddedS3.start(elsewhere, 0, SETTINGS); var s3 = connect(first)) {
            half = begin(s3, "loras/half");
            halfTheOtherWay = begin(s3, "half-without-a-directory");
            whole = begin(s3, "loras/whole");
        }
        var bucket = elsewhere.resolve("lorikeet");
        Files.delete(bucket.resolve(".s3proxy-mpu-stub-" + half));
        Files.delete(bucket.resolve(".mpus-" + halfTheOtherWay + "-half-without-a-directory-stub"));

        try (var second = EmbeddedS3.start(elsewhere, 0, SETTINGS); var s3 = connect(second)) {
            assertThat(s3.client().listMultipartUploads(list -> list.bucket(s3.bucket())).join().uploads())
                    .extracting(MultipartUpload::uploadId)
                    .containsExactly(whole);
            s3.client()
                    .abortMultipartUpload(abort -> abort.bucket(s3.bucket()).key("loras/whole").uploadId(whole))
                    .join();
        }
        try (var left = Files.list(bucket)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRelativeDirectoryIsMadeAbsoluteSoThatListingsAreNotEmpty(@TempDir Path elsewhere) {
        var relative = Path.of("").toAbsolutePath().relativize(elsewhere.resolve("objects"));

        // The self-test at start puts an object and lists it.
        try (var started = EmbeddedS3.start(relative, 0, SETTINGS)) {
            assertThat(started.endpoint()).hasPort(started.port());
        }
    }

    @Test
    void aPlaceWhereNoObjectsCanBeKeptIsOneSentence(@TempDir Path elsewhere) throws IOException {
        var file = Files.writeString(elsewhere.resolve("objects"), "not a directory");

        assertThatExceptionOfType(PlatformFailure.class).isThrownBy(() -> EmbeddedS3.start(file, 0, SETTINGS))
                .withMessageStartingWith("S3 cannot keep objects in " + file + " (")
                .withMessageEndingWith("; choose a data directory on a local, writable file system with --data DIR.");
    }

    private static HttpResponse<byte[]> preflight(String origin) {
        return connection.send("OPTIONS", server.endpoint() + "/" + server.bucket() + "/" + newKey(), Map.of("Origin",
                origin, "Access-Control-Request-Method", "PUT", "Access-Control-Request-Headers", "content-type"),
                new byte[0]);
    }

    /** With one part. */
    private static String begin(S3Connection s3, String key) {
        var upload = s3.client().createMultipartUpload(create -> create.bucket(s3.bucket()).key(key)).join().uploadId();
        s3.client()
                .uploadPart(put -> put.bucket(s3.bucket()).key(key).uploadId(upload).partNumber(1),
                        AsyncRequestBody.fromString("part"))
                .join();
        return upload;
    }

    private static S3Connection connect(EmbeddedS3 s3) {
        return S3Connection.to(s3.endpoint(), s3.credentials(), s3.bucket());
    }
}
