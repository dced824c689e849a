package dev.lorikeet.generation.payload;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.Shipment.InlinedPicture;
import dev.lorikeet.generation.payload.Shipment.LinkedPicture;
import dev.lorikeet.generation.payload.Shipment.ShippedPicture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Each payload is compared with a file; -Dlorikeet.payloads.write=true writes the files anew, to be read in a diff. */
final class PayloadsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILES = Path.of("src/test/resources/payloads");
    private static final ChosenLora HIGH = Goods.lora("h", NoiseExpert.HIGH, 0.8);
    private static final ChosenLora LOW = Goods.lora("l", NoiseExpert.LOW, 1.25);
    private static final ChosenLora BOTH = Goods.lora("b", NoiseExpert.BOTH, 1.0);
    private static final Map<String, ShippedPicture> LINK = Map.of("image",
            new LinkedPicture(URI.create("https://example.org/a.png")));
    private static final Map<String, ShippedPicture> INLINE = Map.of("image", new InlinedPicture("iVBORw0KGgo="));

    private static Worker worker(String model) {
        return Included.model(model).worker();
    }

    @Test
    void generateVideoWithoutLoras() throws IOException {
        matches("generate-video-plain", worker("wan22-i2v"), Goods.order(Map.of()), INLINE);
    }

    @Test
    void generateVideoWithAPair() throws IOException {
        matches("generate-video-pair", worker("wan22-i2v"), Goods.order(Map.of(), HIGH, LOW), LINK);
    }

    @Test
    void generateVideoWithASingleSideAndAFileForBoth() throws IOException {
        matches("generate-video-mixed", worker("wan22-i2v"),
                Goods.order(Map.of("context_overlap", 48), HIGH, BOTH),
                Map.of("image", new InlinedPicture("iVBORw0KGgo="), "end_image", new InlinedPicture("UklGRg==")));
    }

    @Test
    void noiseListsWithoutLoras() throws IOException {
        matches("noise-lists-plain", Workers.noiseLists(), Goods.order(Map.of()), Map.of());
    }

    @Test
    void noiseListsWithLoras() throws IOException {
        matches("noise-lists-loras", Workers.noiseLists(), Goods.order(Map.of(), HIGH, LOW, BOTH), LINK);
    }

    @Test
    void genericLorasWithoutLoras() throws IOException {
        matches("generic-loras-plain", Workers.genericLoras(), Goods.order(Map.of()), Map.of());
    }

    @Test
    void genericLorasWithExperts() throws IOException {
        matches("generic-loras-experts", Workers.genericLoras(), Goods.order(Map.of(), HIGH, LOW, BOTH), LINK);
    }

    @Test
    void genericLorasOnAVolumeWithoutExperts() throws IOException {
        matches("generic-loras-volume", Workers.weightsForAll(), Goods.order(Map.of(), BOTH), INLINE);
    }

    @Test
    void comfyuiWithoutLoras() throws IOException {
        matches("comfyui-plain", worker("wan22"), Goods.order(Map.of("steps", 20, "high_steps", 10, "fps", 16,
                "shift", 12.0)), Map.of());
    }

    @Test
    void comfyuiWithChainsForBothExperts() throws IOException {
        matches("comfyui-chains", worker("wan22"), Goods.order(Map.of("steps", 8, "high_steps", 4), HIGH, LOW, BOTH),
                Map.of());
    }

    @Test
    void comfyuiWithOneNetworkAndAPicture() throws IOException {
        matches("comfyui-picture", worker("wan22-5b"), Goods.order(Map.of(), BOTH), INLINE);
    }

    @Test
    void comfyuiWithoutThePictureThatIsNotGiven() throws IOException {
        matches("comfyui-no-picture", worker("wan22-5b"), Goods.order(Map.of()), Map.of());
    }

    @Test
    void aGraphIsNotChangedByFillingItIn() {
        var order = Goods.order(Map.of(), HIGH, LOW);
        var worker = worker("wan22");
        assertThat(Payloads.of(worker, order, Goods.shipment(order, Map.of())))
                .isEqualTo(Payloads.of(worker, order, Goods.shipment(order, Map.of())));
    }

    @Test
    void whatRunpodWouldRefuseIsNotSent() {
        var order = Goods.order(Map.of());
        var huge = new InlinedPicture("A".repeat(10_485_760 - 4096));
        var payload = Payloads.of(worker("wan22-i2v"), order, Goods.shipment(order, Map.of("image", huge)));
        assertThat(payload).isInstanceOfSatisfying(Payload.TooLarge.class, large -> {
            assertThat(large.bytes()).isGreaterThan(10_485_760);
            assertThat(large.advice()).contains("RunPod takes at most 10485760").contains("smaller picture");
        });
    }

    @Test
    void theLargestPicturesThatAreTakenFit() {
        var order = Goods.order(Map.of(), HIGH, LOW);
        var base64 = new InlinedPicture("A".repeat(7 * 1024 * 1024 / 3 * 4 + 4));
        assertThat(Payloads.of(worker("wan22-i2v"), order, Goods.shipment(order, Map.of("image", base64))))
                .isInstanceOf(Payload.Ready.class);
    }

    @Test
    void neitherSignaturesNorPicturesAreWrittenToLogs() {
        var order = Goods.order(Map.of(), HIGH);
        assertThat(Goods.shipment(order, INLINE).toString()).doesNotContain("signature").doesNotContain("iVBOR");
    }

    private static void matches(String name, Worker worker, Order order, Map<String, ShippedPicture> pictures)
            throws IOException {
        var payload = Payloads.of(worker, order, Goods.shipment(order, pictures));
        assertThat(payload).isInstanceOf(Payload.Ready.class);
        var written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(((Payload.Ready) payload).input())
                + "\n";
        var file = FILES.resolve(name + ".json");
        if (Boolean.getBoolean("lorikeet.payloads.write")) {
            Files.createDirectories(FILES);
            Files.writeString(file, written);
        }
        assertThat(written).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
        assertThat(written).doesNotContain("null");
    }
}
