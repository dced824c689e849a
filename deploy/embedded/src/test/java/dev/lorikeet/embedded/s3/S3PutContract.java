package dev.lorikeet.embedded.s3;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

import static dev.lorikeet.embedded.s3.S3Connection.newKey;
import static dev.lorikeet.embedded.s3.S3Connection.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

abstract class S3PutContract {
    private static final int RACERS = 20;

    abstract S3Connection s3();

    @Test
    void ifNoneMatchLetsOnlyTheFirstPutThrough() {
        var key = newKey();
        putIfAbsent(key, "first").join();

        assertThat(refusalOf(putIfAbsent(key, "second")).statusCode()).isEqualTo(412);
        assertThat(content(key)).isEqualTo("first");
    }

    @Test
    void aRaceOfConditionalPutsHasOneWinnerWhoseBytesStay() {
        var key = newKey();
        var racers = IntStream.range(0, RACERS).mapToObj(racer -> putIfAbsent(key, "racer " + racer)).toList();

        var winners = new ArrayList<Integer>();
        IntStream.range(0, RACERS).forEach(racer -> {
            if (racers.get(racer).handle((_, failure) -> failure == null).join()) {
                winners.add(racer);
            } else {
                assertThat(refusalOf(racers.get(racer)).statusCode()).isIn(412, 409);
            }
        });

        assertThat(winners).hasSize(1);
        assertThat(content(key)).isEqualTo("racer " + winners.getFirst());
    }

    @Test
    void ifMatchReplacesOnlyTheObjectThatWasSeen() {
        var key = newKey();
        var seen = put(key, "one").join().eTag();
        putIfMatch(key, seen, "two").join();

        assertThat(refusalOf(putIfMatch(key, seen, "three")).statusCode()).isEqualTo(412);
        assertThat(content(key)).isEqualTo("two");
    }

    @Test
    void deletingIsIdempotent() {
        var key = newKey();
        put(key, "content").join();
        delete(key);
        delete(key);

        assertThat(refusalOf(s3().client().headObject(head -> head.bucket(s3().bucket()).key(key))).statusCode())
                .isEqualTo(404);
    }

    private void delete(String key) {
        s3().client().deleteObject(delete -> delete.bucket(s3().bucket()).key(key)).join();
    }

    private CompletableFuture<PutObjectResponse> put(String key, String content) {
        return s3().client()
                .putObject(put -> put.bucket(s3().bucket()).key(key), AsyncRequestBody.fromString(content));
    }

    private CompletableFuture<PutObjectResponse> putIfAbsent(String key, String content) {
        return s3().client()
                .putObject(
                        put -> put.bucket(s3().bucket()).key(key).ifNoneMatch("*"),
                        AsyncRequestBody.fromString(content));
    }

    private CompletableFuture<PutObjectResponse> putIfMatch(String key, String eTag, String content) {
        return s3().client()
                .putObject(
                        put -> put.bucket(s3().bucket()).key(key).ifMatch(eTag),
                        AsyncRequestBody.fromString(content));
    }

    private String content(String key) {
        return s3().client()
                .getObject(get -> get.bucket(s3().bucket()).key(key), AsyncResponseTransformer.toBytes())
                .join()
                .asUtf8String();
    }
}
