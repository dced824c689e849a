package dev.lorikeet.embedded.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

import static dev.lorikeet.embedded.s3.S3Connection.newKey;
import static dev.lorikeet.embedded.s3.S3Connection.refusalOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

abstract class S3ReadContract {
    private static final int OBJECTS = 5;
    private static final int PAGE = 2;

    private final String key = newKey();

    abstract S3Connection s3();

    @Test
    void aRangeIsReadWhileTheObjectIsTheOneThatWasSeen() {
        var eTag = put(key, "0123456789");
        var read = range("bytes=2-4", eTag).join();

        assertThat(read.asUtf8String()).isEqualTo("234");
        assertThat(read.response().sdkHttpResponse().statusCode()).isEqualTo(206);
        assertThat(read.response().contentRange()).isEqualTo("bytes 2-4/10");
    }

    @Test
    void aRangeIsRefusedOnceTheObjectChanged() {
        var eTag = put(key, "0123456789");
        put(key, "9876543210");

        assertThat(refusalOf(range("bytes=2-4", eTag)).statusCode()).isEqualTo(412);
    }

    @Test
    void theLastBytesAreReadWithoutKnowingTheSize() {
        assertThat(range("bytes=-3", put(key, "0123456789")).join().asUtf8String()).isEqualTo("789");
    }

    @Test
    void aRangeBehindTheEndIsRefused() {
        assertThat(refusalOf(range("bytes=10-", put(key, "0123456789"))).statusCode()).isEqualTo(416);
    }

    @Test
    void theHeadTellsSizeAndETag() {
        var eTag = put(key, "0123456789");
        var head = s3().client().headObject(request -> request.bucket(s3().bucket()).key(key)).join();

        assertThat(head.contentLength()).isEqualTo(10);
        assertThat(head.eTag()).isEqualTo(eTag);
    }

    @Test
    void aPresignedGetNeedsNothingButTheUrl() {
        put(key, "0123456789");
        var presigned = s3().presigner()
                .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                        .getObjectRequest(get -> get.bucket(s3().bucket())
                                .key(key)
                                .responseContentDisposition("attachment; filename=\"style.safetensors\"")));
        var response = s3().send("GET", presigned.url().toString(), Map.of("Range", "bytes=0-3"), new byte[0]);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo("0123".getBytes(UTF_8));
        assertThat(response.headers().firstValue("Content-Disposition")).hasValueSatisfying(
                disposition -> assertThat(disposition).contains("style.safetensors"));
    }

    @Test
    void aListingShowsWhatWasJustPutAndNotWhatWasJustDeleted() {
        put(key, "content");
        assertThat(keysUnder(key)).containsExactly(key);
        s3().client().deleteObject(delete -> delete.bucket(s3().bucket()).key(key)).join();

        assertThat(keysUnder(key)).isEmpty();
    }

    @Test
    void aListingIsReadInPagesUnderItsPrefix() {
        var keys = IntStream.range(0, OBJECTS).mapToObj(number -> key + "/" + number).toList();
        keys.forEach(each -> put(each, "content"));
        put(newKey(), "elsewhere");
        var pages = new AtomicInteger();
        var found = new ArrayList<String>();
        s3().client()
                .listObjectsV2Paginator(list -> list.bucket(s3().bucket()).prefix(key + "/").maxKeys(PAGE))
                .subscribe(page -> {
                    pages.incrementAndGet();
                    page.contents().forEach(object -> found.add(object.key()));
                })
                .join();

        assertThat(found).containsExactlyElementsOf(keys);
        assertThat(pages).hasValueGreaterThan(OBJECTS / PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my style.safetensors", "stîl-漫画-🦜.safetensors", "a+b.safetensors", "100%.safetensors",
            "100%25.safetensors", "a&b=c;d,e'(f)!.safetensors", "#1?.safetensors"})
    void anOddKeyIsTakenLiterally(String name) {
        var odd = key + "/" + name;
        put(odd, name);

        assertThat(keysUnder(key)).containsExactly(odd);
        var presigned = s3().presigner()
                .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                        .getObjectRequest(get -> get.bucket(s3().bucket()).key(odd)));
        assertThat(s3().send(presigned, new byte[0]).body()).isEqualTo(name.getBytes(UTF_8));
    }

    private String put(String where, String content) {
        return s3().client()
                .putObject(put -> put.bucket(s3().bucket()).key(where), AsyncRequestBody.fromString(content))
                .join()
                .eTag();
    }

    private CompletableFuture<ResponseBytes<GetObjectResponse>> range(String range, String eTag) {
        return s3().client()
                .getObject(
                        get -> get.bucket(s3().bucket()).key(key).range(range).ifMatch(eTag),
                        AsyncResponseTransformer.toBytes());
    }

    private Stream<String> keysUnder(String prefix) {
        return s3().client()
                .listObjectsV2(list -> list.bucket(s3().bucket()).prefix(prefix))
                .join()
                .contents()
                .stream()
                .map(S3Object::key);
    }
}
