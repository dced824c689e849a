package dev.lorikeet.lora.bucket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.lora.bucket.UploadStore.Completion;
import dev.lorikeet.lora.bucket.UploadStore.PartTag;
import dev.lorikeet.lora.bucket.UploadStore.StoredPart;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an upload relies on the bucket for. */
public abstract class UploadStoreContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] FULL = new byte[5 << 20];
    private static final byte[] LAST = "the rest".getBytes(UTF_8);
    private static final Completion COMPLETED = new Completion.Completed();
    private static final Completion GONE = new Completion.Gone();

    private final ObjectKey key = new ObjectKey("loras/20260304/12/demo/" + UUID.randomUUID() + "/größe 1+1.ckpt");

    protected abstract UploadStore store();

    /** Size of what is there. */
    protected abstract Optional<Long> sizeOf(ObjectKey key);

    /** Puts something there by other means. */
    protected abstract void occupy(ObjectKey key, byte[] bytes);

    @Test
    void listsWhatItHasByNumber() {
        var upload = begin();
        var second = put(upload, 2, LAST);
        var first = put(upload, 1, FULL);
        assertThat(store().parts(key, upload).block(LIMIT)).containsExactly(
                new StoredPart(1, first.etag(), FULL.length), new StoredPart(2, second.etag(), LAST.length));
    }

    @Test
    void listsNothingBeforeTheFirstPart() {
        assertThat(store().parts(key, begin()).block(LIMIT)).isEmpty();
    }

    @Test
    void listsNothingOfAnUploadItDoesNotKnow() {
        var upload = begin();
        store().abort(key, upload).block(LIMIT);
        assertThat(store().parts(key, upload).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void takesAPartAgainAndKeepsTheLatest() {
        var upload = begin();
        put(upload, 1, FULL);
        var latest = put(upload, 1, LAST);
        assertThat(store().parts(key, upload).block(LIMIT))
                .containsExactly(new StoredPart(1, latest.etag(), LAST.length));
    }

    @Test
    void putsPartsTogetherInTheOrderOfTheirNumbers() {
        var upload = begin();
        var parts = List.of(put(upload, 2, LAST), put(upload, 1, FULL));
        assertThat(complete(upload, FULL.length + LAST.length, parts)).isEqualTo(COMPLETED);
        assertThat(sizeOf(key)).contains((long) FULL.length + LAST.length);
    }

    /** Who named no part at first repeats exactly that. */
    @Test
    void knowsACompletedUploadAlsoWhenNoPartIsNamed() {
        var upload = begin();
        assertThat(complete(upload, LAST.length, List.of())).isInstanceOf(Completion.WrongParts.class);
        assertThat(complete(upload, LAST.length, List.of(put(upload, 1, LAST)))).isEqualTo(COMPLETED);
        assertThat(complete(upload, LAST.length, List.of())).isEqualTo(COMPLETED);
    }

    @Test
    void completesAgainWithTheSameAnswer() {
        var upload = begin();
        var parts = List.of(put(upload, 1, LAST));
        assertThat(complete(upload, LAST.length, parts)).isEqualTo(COMPLETED);
        assertThat(complete(upload, LAST.length, parts)).isEqualTo(COMPLETED);
    }

    @Test
    void refusesAPartThatIsNotThere() {
        var upload = begin();
        var one = put(upload, 1, LAST);
        assertWrong(complete(upload, LAST.length, List.of(one, new PartTag(2, one.etag()))), "Part 2 is not there");
    }

    @Test
    void refusesAPartThatIsAnother() {
        var upload = begin();
        put(upload, 1, LAST);
        var other = new PartTag(1, new ETag("00000000000000000000000000000000"));
        assertWrong(complete(upload, LAST.length, List.of(other)), "Part 1 is not the one");
    }

    @Test
    void refusesAPartThatIsNamedTwice() {
        var upload = begin();
        var one = put(upload, 1, LAST);
        assertWrong(complete(upload, LAST.length, List.of(one, one)), "Part 1 is named twice");
    }

    @Test
    void refusesToLeavePartsOut() {
        var upload = begin();
        var first = put(upload, 1, FULL);
        put(upload, 2, LAST);
        assertWrong(complete(upload, FULL.length + LAST.length, List.of(first)), "have 5242880 bytes");
        assertWrong(complete(upload, FULL.length + LAST.length, List.of()), "No part was named");
    }

    @Test
    void refusesASmallPartBeforeTheLast() {
        var upload = begin();
        var parts = List.of(put(upload, 1, LAST), put(upload, 2, LAST));
        assertWrong(complete(upload, 2L * LAST.length, parts), "smaller than 5 MiB");
    }

    @Test
    void goesOnAfterWrongParts() {
        var upload = begin();
        complete(upload, LAST.length, List.of());
        assertThat(complete(upload, LAST.length, List.of(put(upload, 1, LAST)))).isEqualTo(COMPLETED);
    }

    @Test
    void saysGoneAfterAbort() {
        var upload = begin();
        var parts = List.of(put(upload, 1, LAST));
        store().abort(key, upload).block(LIMIT);
        assertThat(complete(upload, LAST.length, parts)).isEqualTo(GONE);
        assertThat(sizeOf(key)).isEmpty();
    }

    @Test
    void abortsAgainAndAfterCompletionWithoutHarm() {
        var upload = begin();
        assertThat(complete(upload, LAST.length, List.of(put(upload, 1, LAST)))).isEqualTo(COMPLETED);
        store().abort(key, upload).block(LIMIT);
        store().abort(key, upload).block(LIMIT);
        assertThat(sizeOf(key)).contains((long) LAST.length);
    }

    @Test
    void takesNoPartOfAnUploadItDoesNotKnow() {
        var upload = begin();
        store().abort(key, upload).block(LIMIT);
        assertThat(store().put(key, upload, 1, ByteBuffer.wrap(LAST)).blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void replacesNothingThatIsThere() {
        var upload = begin();
        var parts = List.of(put(upload, 1, LAST));
        occupy(key, FULL);
        assertThat(complete(upload, LAST.length, parts)).isEqualTo(GONE);
        assertThat(sizeOf(key)).contains((long) FULL.length);
    }

    @Test
    void takesAnObjectOfTheRightSizeForItsOwn() {
        var upload = begin();
        var parts = List.of(put(upload, 1, LAST));
        occupy(key, LAST);
        assertThat(complete(upload, LAST.length, parts)).isEqualTo(COMPLETED);
    }

    /** As by a store that died while it cleared the parts away. */
    @Test
    void takesAnObjectOfTheRightSizeForItsOwnWhateverIsLeftOfTheParts() {
        var upload = begin();
        var left = List.of(put(upload, 2, LAST));
        occupy(key, FULL);
        assertThat(complete(upload, FULL.length, left)).isEqualTo(COMPLETED);
    }

    @Test
    void takesAnObjectOfTheRightSizeForItsOwnWhenNothingIsLeftOfTheParts() {
        var gone = put(begin(), 1, LAST);
        occupy(key, LAST);
        assertThat(complete(begin(), LAST.length, List.of(gone))).isEqualTo(COMPLETED);
    }

    @Test
    void leavesTheBufferOfAPartAsItWas() {
        var buffer = ByteBuffer.wrap(LAST);
        store().put(key, begin(), 1, buffer).block(LIMIT);
        assertThat(buffer.remaining()).isEqualTo(LAST.length);
    }

    @Test
    void signsOnlyPartsThatThePlanHas() {
        var plan = new UploadPlan(UploadPlan.Strategy.MULTIPART, FULL.length, 2);
        var object = new ExpectedObject(key, "a.ckpt", FULL.length + 1, "upload", null);
        assertThatThrownBy(() -> store().sign(object, plan, List.of(3), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String begin() {
        return store().begin(key).blockOptional(LIMIT).orElseThrow();
    }

    private PartTag put(String upload, int number, byte[] bytes) {
        var etag = store().put(key, upload, number, ByteBuffer.wrap(bytes)).blockOptional(LIMIT).orElseThrow();
        return new PartTag(number, etag);
    }

    private Completion complete(String upload, long size, List<PartTag> parts) {
        var object = new ExpectedObject(key, "größe.ckpt", size, upload, null);
        return store().complete(object, parts).blockOptional(LIMIT).orElseThrow();
    }

    private static void assertWrong(Completion completion, String why) {
        assertThat(completion).isInstanceOfSatisfying(Completion.WrongParts.class,
                wrong -> assertThat(wrong.why()).contains(why));
    }
}
