package dev.lorikeet.embedded.s3;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

import static dev.lorikeet.embedded.s3.S3Connection.headersOf;
import static dev.lorikeet.embedded.s3.S3Connection.newKey;
import static dev.lorikeet.embedded.s3.S3Connection.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

abstract class S3MultipartContract {
    private static final int PART_SIZE = 5 << 20;
    private static final byte[] FIRST = filledWith('1', PART_SIZE);
    private static final byte[] LAST = filledWith('2', 1_000);

    private final String key = newKey();

    abstract S3Connection s3();

    @Test
    void partsPutWithPresignedUrlsBecomeOneObject() {
        var upload = start();
        var first = putPart(upload, 1, FIRST);
        var last = putPart(upload, 2, LAST);
        var eTag = complete(upload, first, last).join().eTag();

        var head = s3().client().headObject(request -> request.bucket(s3().bucket()).key(key)).join();
        assertThat(head.contentLength()).isEqualTo(FIRST.length + LAST.length);
        assertThat(head.eTag()).isEqualTo(eTag).endsWith("-2\"");
        assertThat(bytes("bytes=5242878-5242881")).isEqualTo("1122");
    }

    @Test
    void theObjectIsNotOpenToTheWorld() {
        var upload = start();
        complete(upload, putPart(upload, 1, LAST)).join();

        assertThat(s3().send("GET", s3().unsigned(key), Map.of(), new byte[0]).statusCode()).isEqualTo(403);
    }

    @Test
    void theServerRemembersWhichPartsItHas() {
        var upload = start();
        var second = putPart(upload, 2, LAST);

        var parts = s3().client()
                .listParts(list -> list.bucket(s3().bucket()).key(key).uploadId(upload))
                .join()
                .parts();
        assertThat(parts).extracting(Part::partNumber).containsExactly(2);
        assertThat(parts.getFirst().eTag()).isEqualTo(second.eTag());
        assertThat(parts.getFirst().size()).isEqualTo(LAST.length);
    }

    @Test
    void aPartOfAnotherLengthIsRefused() {
        assertThat(s3().send(ticket(start(), 1, LAST.length - 1), LAST).statusCode()).isEqualTo(403);
    }

    @Test
    void aUrlForOnePartIsRefusedForAnother() {
        var ticket = ticket(start(), 1, LAST.length);
        var other = ticket.url().toString().replace("partNumber=1", "partNumber=2");

        assertThat(s3().send("PUT", other, headersOf(ticket), LAST).statusCode()).isEqualTo(403);
    }

    @Test
    void aRepeatedCompletionChangesNothing() {
        var upload = start();
        var only = putPart(upload, 1, LAST);
        var eTag = complete(upload, only).join().eTag();

        var repeated = complete(upload, only).handle((again, failure) -> failure == null
                ? again.eTag()
                : refusalOf(CompletableFuture.failedFuture(failure)).awsErrorDetails().errorCode());
        assertThat(repeated.join()).isIn(eTag, "NoSuchUpload");
        assertThat(bytes("bytes=0-1")).isEqualTo("22");
    }

    @Test
    void aSmallPartThatIsNotTheLastIsRefused() {
        var upload = start();
        var first = putPart(upload, 1, LAST);
        var second = putPart(upload, 2, LAST);

        assertThat(errorCode(complete(upload, first, second))).isEqualTo("EntityTooSmall");
    }

    @Test
    void aPartWithAnotherETagThanWasStoredIsRefused() {
        var upload = start();
        var real = putPart(upload, 1, LAST);
        var wrong = real.copy(part -> part.eTag("\"00000000000000000000000000000000\""));

        assertThat(errorCode(complete(upload, wrong))).isEqualTo("InvalidPart");
    }

    @Test
    void completionIsRefusedWhereAnObjectIsAlready() {
        s3().client()
                .putObject(put -> put.bucket(s3().bucket()).key(key), AsyncRequestBody.fromString("already here"))
                .join();
        var upload = start();
        var only = putPart(upload, 1, LAST);

        assertThat(refusalOf(complete(upload, only)).statusCode()).isEqualTo(412);
        assertThat(bytes("bytes=0-6")).isEqualTo("already");
    }

    @Test
    void anAbortedUploadIsGone() {
        var upload = start();
        var only = putPart(upload, 1, LAST);
        assertThat(openUploads()).contains(upload);
        s3().client().abortMultipartUpload(abort -> abort.bucket(s3().bucket()).key(key).uploadId(upload)).join();

        assertThat(openUploads()).isEmpty();
        assertThat(errorCode(complete(upload, only))).isEqualTo("NoSuchUpload");
    }

    @Test
    void anAbortedUploadListsAndTakesNoParts() {
        var upload = start();
        s3().client().abortMultipartUpload(abort -> abort.bucket(s3().bucket()).key(key).uploadId(upload)).join();

        var ticket = ticket(upload, 1, LAST.length);
        assertThat(s3().send(ticket, LAST).statusCode()).isEqualTo(404);
        var parts = s3().client().listParts(list -> list.bucket(s3().bucket()).key(key).uploadId(upload));
        assertThat(refusalOf(parts).awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload");
    }

    @Test
    void aCompletedUploadTakesNoMoreParts() {
        var upload = start();
        complete(upload, putPart(upload, 1, LAST)).join();

        assertThat(s3().send(ticket(upload, 1, LAST.length), LAST).statusCode()).isEqualTo(404);
        assertThat(bytes("bytes=0-1")).isEqualTo("22");
    }

    private String start() {
        return s3().client().createMultipartUpload(create -> create.bucket(s3().bucket()).key(key)).join().uploadId();
    }

    private PresignedUploadPartRequest ticket(String upload, int number, long length) {
        return s3().presigner()
                .presignUploadPart(presign -> presign.signatureDuration(Duration.ofMinutes(15))
                        .uploadPartRequest(part -> part.bucket(s3().bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentLength(length)));
    }

    private CompletedPart putPart(String upload, int number, byte[] body) {
        var response = s3().send(ticket(upload, number, body.length), body);
        assertThat(response.statusCode()).isEqualTo(200);
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.headers().firstValue("ETag").orElseThrow())
                .build();
    }

    private CompletableFuture<CompleteMultipartUploadResponse> complete(String upload, CompletedPart... parts) {
        return s3().client()
                .completeMultipartUpload(complete -> complete.bucket(s3().bucket())
                        .key(key)
                        .uploadId(upload)
                        .ifNoneMatch("*")
                        .multipartUpload(all -> all.parts(parts)));
    }

    private static String errorCode(CompletableFuture<?> call) {
        return refusalOf(call).awsErrorDetails().errorCode();
    }

    /** Asked for by the exact key: some servers list uploads in no other way. */
    private List<String> openUploads() {
        return s3().client()
                .listMultipartUploads(list -> list.bucket(s3().bucket()).prefix(key))
                .join()
                .uploads()
                .stream()
                .map(MultipartUpload::uploadId)
                .toList();
    }

    private String bytes(String range) {
        return s3().client()
                .getObject(get -> get.bucket(s3().bucket()).key(key).range(range), AsyncResponseTransformer.toBytes())
                .join()
                .asUtf8String();
    }

    private static byte[] filledWith(char letter, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }
}
