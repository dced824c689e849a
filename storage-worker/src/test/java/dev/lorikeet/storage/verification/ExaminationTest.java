package dev.lorikeet.storage.verification;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ExaminationTest {
    private static final ObjectKey KEY = new ObjectKey("loras/a.safetensors");
    private static final String ONE_TENSOR = """
            {"__metadata__":{"a":"b"},"x":{"dtype":"BF16","shape":[2,4],"data_offsets":[0,16]}}""";

    private final InMemoryObjectStore objects = new InMemoryObjectStore(InstantSource.system());
    private final Examination examination = new Examination(objects);

    @Test
    void provesAFileWhoseTensorsCoverIt() {
        assertThat(judge(file(ONE_TENSOR, 16))).isInstanceOfSatisfying(Verdict.Proven.class, proven -> {
            assertThat(proven.facts().adapter().dtype()).isEqualTo("BF16");
            assertThat(proven.facts().adapter().parameters()).isEqualTo(8);
        });
    }

    @Test
    void missesAnObjectThatIsNotThere() {
        assertThat(examine(100)).isEqualTo(new Verdict.Missing());
    }

    @Test
    void refusesAnotherSizeThanAnnounced() {
        objects.put(KEY, file(ONE_TENSOR, 16));
        assertThat(code(examine(7))).isEqualTo("SIZE_MISMATCH");
    }

    @Test
    void refusesAFileShorterThanItsFirstNumber() {
        assertThat(code(judge(new byte[]{1, 2, 3}))).isEqualTo("TOO_SHORT");
    }

    @Test
    void refusesAHeaderThatWouldNotFit() {
        var bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();
        assertThat(code(judge(bytes))).isEqualTo("HEADER_LENGTH");
        assertThat(code(judge(new byte[64]))).isEqualTo("HEADER_LENGTH");
    }

    @Test
    void refusesDataThatTheHeaderDoesNotDescribe() {
        assertThat(code(judge(file(ONE_TENSOR, 15)))).isEqualTo("INCOMPLETE");
        assertThat(code(judge(file(ONE_TENSOR, 17)))).isEqualTo("INCOMPLETE");
        assertThat(code(judge(file("{}", 0)))).isEqualTo("INCOMPLETE");
        assertThat(code(judge(file("""
                {"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2)))).isEqualTo("INCOMPLETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"x", "null", "{\"x\":1}", "{\"x\":{}}",
            "{\"x\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}",
            "{\"x\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,1]}}",
            "{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}",
            "{\"x\":{\"dtype\":\"U8\",\"shape\":[9999999999,9999999999],\"data_offsets\":[0,1]}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{\"x\":{\"dtype\":\"F7\",\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{\"x\":{\"dtype\":\"U8\",\"shape\":5,\"data_offsets\":[0,1]}}",
            "{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"more\":1}}",
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
                    + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
            "{} {}"})
    void refusesAHeaderThatCannotBeRead(String header) {
        assertThat(code(judge(file(header, 1)))).isEqualTo("HEADER_UNREADABLE");
    }

    /** A tree of this header would take a fifth of a gigabyte. */
    @Test
    void readsTheLargestHeaderWithoutBuildingATreeOfIt() {
        var header = new StringBuilder("{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}");
        for (int index = 0; header.length() < (16 << 20) - 100; index++) {
            header.append(",\"").append(index).append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[1,1]}");
        }
        assertThat(judge(file(header.append('}').toString(), 1))).isInstanceOf(Verdict.Proven.class);
    }

    private Verdict judge(byte[] bytes) {
        objects.put(KEY, bytes);
        return examine(bytes.length);
    }

    private Verdict examine(long size) {
        return examination.of(new ExpectedObject(KEY, "a.safetensors", size, null, null))
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();
    }

    private static String code(Verdict verdict) {
        return ((Verdict.Refused) verdict).reason().code();
    }

    private static byte[] file(String header, int data) {
        var bytes = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .put(bytes)
                .array();
    }
}
