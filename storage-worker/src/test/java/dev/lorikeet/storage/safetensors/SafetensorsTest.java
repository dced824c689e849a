package dev.lorikeet.storage.safetensors;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

final class SafetensorsTest {
    private static final long FIVE_GIB = 5L << 30;

    @Test
    void tellsWhatAFileHolds() {
        var bytes = SafetensorsBytes.file()
                .metadata("ss_network_dim", "32")
                .metadata("modelspec.title", "Grüße 🦜\n\"here\"")
                .tensor("blocks.0.self_attn.q.lora_down.weight", DType.BF16, 4, 8)
                .tensor("blocks.0.self_attn.q.alpha", DType.F32)
                .tensor("nothing", DType.F16, 0, 8);
        assertThat(CountedReading.of(bytes.bytes()).file()).isEqualTo(new TensorFile(FileFormat.SAFETENSORS,
                List.of(new Tensor("blocks.0.self_attn.q.lora_down.weight", DType.BF16, List.of(4L, 8L), 64),
                        new Tensor("blocks.0.self_attn.q.alpha", DType.F32, List.of(), 4),
                        new Tensor("nothing", DType.F16, List.of(0L, 8L), 0)),
                Map.of("ss_network_dim", "32", "modelspec.title", "Grüße 🦜\n\"here\""), bytes.beginning().length));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryType(DType dtype) {
        assertThat(CountedReading.of(SafetensorsBytes.file().tensor("x", dtype, 2, 4).bytes()).file().tensors())
                .containsExactly(new Tensor("x", dtype, List.of(2L, 4L), dtype.bits()));
    }

    @Test
    void readsEightDimensions() {
        assertThat(CountedReading.of(SafetensorsBytes.file().tensor("x", DType.U8, 1, 1, 1, 1, 1, 1, 1, 2).bytes())
                .file()
                .tensors()
                .getFirst()
                .shape()).hasSize(8);
    }

    @Test
    void tellsTensorsInTheOrderOfTheirBytesWhateverTheHeadersOrder() {
        assertThat(CountedReading.of(SafetensorsBytes.of("""
                {"b":{"data_offsets":[1,3],"shape":[2],"dtype":"U8"}, "__metadata__": null,
                 "a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 3)).file().tensors()).extracting(Tensor::name)
                .containsExactly("a", "b");
    }

    @Test
    void takesAnEscapedNameForMetadataToo() {
        var file = CountedReading.of(SafetensorsBytes.of("""
                {"\\u005f_metadata__":{"k":"v"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)).file();
        assertThat(file.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(file.tensors()).hasSize(1);
    }

    @Test
    void anOrdinaryFileOfFiveGigabytesTakesTwoRequests() {
        var lora = wan(800);
        lora.tensor("rest", DType.U8, FIVE_GIB);
        var reading = CountedReading.ofSparse(lora.beginning(), lora.size());
        assertThat(reading.file().tensors()).hasSize(801);
        assertThat(reading.requests()).isEqualTo(2);
        assertThat(reading.bytes()).isLessThan(600 << 10);
    }

    @Test
    void aSmallFileTakesOneRequest() {
        var small = SafetensorsBytes.file().tensor("x", DType.F32, 8, 8).bytes();
        assertThat(CountedReading.of(small)).returns(1, CountedReading::requests)
                .returns((long) small.length, CountedReading::bytes);
    }

    @Test
    void aLongHeaderTakesOneRequestMore() {
        var lora = SafetensorsBytes.file()
                .metadata("modelspec.thumbnail", "x".repeat(3_000_000))
                .tensor("x", DType.F32, 1024, 1024);
        var reading = CountedReading.of(lora.bytes());
        assertThat(reading.file().metadata().get("modelspec.thumbnail")).hasSize(3_000_000);
        assertThat(reading.requests()).isEqualTo(3);
        assertThat(reading.bytes()).isLessThan(lora.beginning().length + (70 << 10));
    }

    @Test
    void acceptsHeadersUpToTheLimitAndNotAByteMore() {
        var file = SafetensorsBytes.file().tensor("x", DType.U8, 7);
        int length = file.header().length();
        assertThat(CountedReading.of(file.bytes(), length).file().tensors()).hasSize(1);
        var over = CountedReading.of(file.bytes(), length - 1);
        assertThat(over.code()).isEqualTo("HEADER_OVER_POLICY");
        assertThat(over.message()).startsWith("The header of this .safetensors file takes 53 bytes, and at most 52"
                + " bytes are accepted.");
    }

    @Test
    void doesNotAskForAHeaderItWouldNotAccept() {
        var reading = CountedReading.ofSparse(SafetensorsBytes.of(17 << 20, new byte[1 << 20], new byte[0]), FIVE_GIB);
        assertThat(reading.code()).isEqualTo("HEADER_OVER_POLICY");
        assertThat(reading.requests()).isOne();
    }

    @Test
    void readsTheLargestHeader() {
        var header = tensors(20_000);
        header.append(" ".repeat(CountedReading.LARGEST_HEADER - header.length() - 1)).append('}');
        assertThat(CountedReading.of(SafetensorsBytes.of(header.toString(), 1)).file().tensors()).hasSize(20_000);
    }

    @Test
    void refusesMoreTensorsThanAnyLoraHas() {
        var reading = CountedReading.of(SafetensorsBytes.of(tensors(20_001).append('}').toString(), 1));
        assertThat(reading.code()).isEqualTo("HEADER_OVER_POLICY");
        assertThat(reading.message()).contains("lists more than 20000 tensors");
    }

    @Test
    void refusesMoreMetadataThanAnyoneWrites() {
        var file = SafetensorsBytes.file().tensor("x", DType.U8, 1);
        IntStream.range(0, 20_000).forEach(index -> file.metadata("k" + index, ""));
        assertThat(CountedReading.of(file.bytes()).file().metadata()).hasSize(20_000);
        var reading = CountedReading.of(file.metadata("k", "").bytes());
        assertThat(reading.code()).isEqualTo("HEADER_OVER_POLICY");
        assertThat(reading.message()).contains("more than 20000 entries");
    }

    private static StringBuilder tensors(int count) {
        var header = new StringBuilder("{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}");
        IntStream.range(1, count)
                .forEach(index -> header.append(",\"")
                        .append(index)
                        .append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[1,1]}"));
        return header;
    }

    @Test
    void keepsOfMetadataWhatThereIsRoomFor() {
        var file = SafetensorsBytes.file()
                .metadata("a", "x".repeat(300))
                .metadata("b", "x".repeat(9_000))
                .metadata("c", "y")
                .tensor("x", DType.U8, 1);
        assertThat(CountedReading.of(file.bytes(), 16_000).file().metadata()).containsOnlyKeys("a", "c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            122000000 | This .safetensors file is cut short: its header describes 306.8 MB, the file has 122.0 MB.
            306799999 | This .safetensors file is cut short: its header describes 306,800,000 bytes, the file has \
            306,799,999 bytes.
            306800001 | This .safetensors file goes on behind its last tensor: its header describes 306,800,000 bytes, \
            the file has 306,800,001 bytes.
            100       | This .safetensors file is cut short: its header describes 306.8 MB, the file has 100 bytes.
            50        | This .safetensors file is cut short: its header alone takes 77 bytes, the file has 50 bytes.
            1         | This .safetensors file has 1 byte, too few to say how long its header is.
            """)
    void saysHowMuchIsMissing(long size, String message) {
        var file = SafetensorsBytes.file().tensor("x", DType.U8, 306_800_000 - 77);
        assertThat(file.size()).isEqualTo(306_800_000);
        var reading = CountedReading.ofSparse(Arrays.copyOf(file.beginning(), (int) Math.min(77, size)), size);
        assertThat(reading.message()).startsWith(message + " Please check the file on your side and upload it again.");
    }

    @Test
    void repeatsNamesOnlyShortenedAndWithoutWhatCouldGarbleTheMessage() {
        var name = "a\\u0007\\u202e" + "b".repeat(10_000);
        var message = CountedReading.of(SafetensorsBytes.of("{\"" + name + "\":{}}", 0)).message();
        assertThat(message).contains("\"a??" + "b".repeat(77) + "…\"").hasSizeLessThan(400);
    }

    /** Says how long it takes; how long it may take depends on the machine. */
    @Test
    void saysHowLongAnOrdinaryHeaderTakes() {
        var bytes = wan(800).metadata("ss_tag_frequency", "{\"10_x\":{\"parrot\":3}}".repeat(300)).bytes();
        var excerpt = Excerpt.nothingOf(bytes.length).with(0, bytes);
        var threads = ManagementFactory.getThreadMXBean();
        var millis = new double[2_000];
        for (int round = 0; round < millis.length; round++) {
            long start = threads.getCurrentThreadCpuTime();
            assertThat(Safetensors.read(excerpt, CountedReading.LARGEST_HEADER).tensors()).hasSize(800);
            millis[round] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(millis, 1_000, 2_000);
        System.out.printf("800 tensors take %.1f ms of a processor the first time and %.2f ms when warm%n", millis[0],
                millis[1_500]);
    }

    /** As the tools name the tensors of a LoRA for Wan 14B, but thinner. */
    private static SafetensorsBytes wan(int tensors) {
        var file = SafetensorsBytes.file();
        for (int index = 0; index < tensors; index++) {
            file.tensor("diffusion_model.blocks." + index / 20 + ".self_attn." + "qkvo".charAt(index % 4) + "_"
                    + index % 20 + (index % 2 == 0 ? ".lora_A.weight" : ".lora_B.weight"), DType.BF16, 4, 32);
        }
        return file;
    }
}
