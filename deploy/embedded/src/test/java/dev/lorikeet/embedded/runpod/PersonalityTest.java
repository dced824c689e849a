package dev.lorikeet.embedded.runpod;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers and their ways, the second half of the list. */
final class PersonalityTest {
    private static final String VIDEO = "{\"prompt\":\"rain\",\"seed\":1,\"cfg\":2,\"width\":480,\"height\":272,"
            + "\"image_base64\":\"iVBORw0KGgo=\",\"lora_pairs\":[{\"high\":\"h.safetensors\",\"low\":\"l.safetensors\"}]}";

    @ParameterizedTest
    @CsvSource({"prompt", "seed", "cfg", "width", "height"})
    void generateVideoNeedsItsKeys(String key) {
        var error = JsonMapper.shared()
                .readTree(error(Personality.GENERATE_VIDEO,
                        VIDEO.replace("\"" + key + "\":", "\"other\":")));
        assertThat(error.required("error_type").asString()).isEqualTo("<class 'KeyError'>");
        assertThat(error.required("error_message").asString()).isEqualTo("'" + key + "'");
        assertThat(error.propertyNames()).contains("error_traceback", "hostname", "worker_id", "runpod_version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"image_base64\":\"iVBORw0KGgo=\"|\"image_base64\":\"data:image/png;base64,iVBORw0KGgo=\"|HTTP Error 400: Bad Request",
            "\"image_base64\":\"iVBORw0KGgo=\"|\"image_base64\":\"iVBORw0KGgo=\",\"image_path\":null|NoneType",
            "\"image_base64\":\"iVBORw0KGgo=\"|\"image_url\":\"nowhere\"|URL 다운로드 실패",
            "\"image_base64\":\"iVBORw0KGgo=\"|\"image_base64\":\"abc=def\"|Base64 디코딩 실패",
            "\"lora_pairs\":[|\"lora_pairs\":null,\"ignored\":[|NoneType", "480|\"wide\"|float"})
    void generateVideoComplainsInItsOwnWords(String from, String to, String words) {
        assertThat(error(Personality.GENERATE_VIDEO, VIDEO.replace(from, to))).contains(words);
    }

    @Test
    void generateVideoLooksForItsLorasOnTheVolumeAndDropsTheFifth() {
        var settings = EndpointSettings.of(Personality.GENERATE_VIDEO);
        assertThat(played(settings.withVolume(Set.of("h.safetensors", "l.safetensors")), VIDEO).has("output")).isTrue();
        var lacking = played(settings.withVolume(Set.of("h.safetensors")), VIDEO);
        assertThat(lacking.required("error").asString()).contains("HTTP Error 400: Bad Request");
        var five = VIDEO.replace("[{", "[{},{},{},{},{");
        assertThat(played(settings.withVolume(Set.of()), five).has("output")).isTrue();
    }

    @Test
    void comfyWantsAWorkflowThatSavesAndFindsItsLoras() {
        assertThat(error(Personality.WORKER_COMFYUI, "{\"prompt\":\"x\"}")).isEqualTo("Missing 'workflow' parameter");
        var loader = "{\"workflow\":{\"5\":{\"class_type\":\"LoraLoaderModelOnly\",\"inputs\":{\"lora_name\":\"a.safetensors\"}}%s}}";
        var saves = loader.formatted(",\"9\":{\"class_type\":\"SaveVideo\",\"inputs\":{}}");
        var settings = EndpointSettings.of(Personality.WORKER_COMFYUI);
        assertThat(played(settings.withVolume(Set.of()), saves).required("error").asString())
                .startsWith("Workflow validation failed:\n• Node 5")
                .contains("'a.safetensors' not in");
        assertThat(played(settings, loader.formatted("")).required("output").required("status").asString())
                .isEqualTo("success_no_images");
        var file = played(settings, saves).required("output").required("images").required(0);
        assertThat(file.required("filename").asString()).endsWith(".mp4");
        assertVideo(file.required("data"));
    }

    @Test
    void noiseListsTakeAddressesOnly() {
        assertThat(error(Personality.NOISE_LISTS,
                "{\"prompt\":\"x\",\"high_noise_loras\":[{\"path\":\"a.safetensors\",\"scale\":1}]}"))
                .isEqualTo("Failed to load LoRA model from URL");
        assertThat(error(Personality.NOISE_LISTS, "{\"prompt\":\"x\",\"low_noise_loras\":[1,2,3,4]}"))
                .startsWith("at most 3");
        var done = played(EndpointSettings.of(Personality.NOISE_LISTS),
                "{\"prompt\":\"x\",\"high_noise_loras\":[{\"path\":\"https://example.org/a\",\"scale\":1}]}");
        assertThat(done.required("output").required("video").asString()).startsWith("data:video/mp4;base64,");
    }

    @Test
    void genericLorasAreFilesOrAddresses() {
        var settings = EndpointSettings.of(Personality.GENERIC_LORAS).withVolume(Set.of("a.safetensors"));
        assertThat(played(settings, "{\"prompt\":\"x\",\"loras\":[\"a.safetensors\"]}").has("output")).isTrue();
        assertThat(played(settings, "{\"prompt\":\"x\",\"loras\":[{\"url\":\"http://example.org/b\"}]}").has("output"))
                .isTrue();
        assertThat(played(settings, "{\"prompt\":\"x\",\"loras\":[{\"source\":\"b.safetensors\"}]}").required("error")
                .asString()).contains("LoRA 'b.safetensors' not found");
    }

    @ParameterizedTest
    @EnumSource(names = {"GENERATE_VIDEO", "WORKER_COMFYUI", "NOISE_LISTS", "GENERIC_LORAS", "ANY"})
    void eachSaysInItsOwnWayThatALoraIsMissing(Personality personality) {
        var caller = new Caller(EndpointSettings.of(personality));
        caller.faults().nextJob(JobFault.LORA_MISSING);
        var id = caller.submitInput(VIDEO);
        assertThat(caller.afterSeconds(9).job(id).required("error").asString())
                .containsAnyOf("HTTP Error 400", "lora_1", "LoRA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{\"workflow\":{}};status", "{\"prompt\":\"x\",\"high_noise_loras\":[]};video",
            "{\"prompt\":\"x\",\"loras\":[]};video", "{\"prompt\":\"x\"};video"})
    void anyTakesWhatTheInputIsMeantFor(String input, String field) {
        assertThat(played(EndpointSettings.of(Personality.ANY), input).required("output").has(field)).isTrue();
    }

    private static String error(Personality personality, String input) {
        return played(EndpointSettings.of(personality), input).required("error").asString();
    }

    private static JsonNode played(EndpointSettings settings, String input) {
        var caller = new Caller(settings);
        var id = caller.submitInput(input);
        return caller.afterSeconds(9).job(id);
    }

    private static void assertVideo(JsonNode data) {
        assertThat(data.binaryValue()).startsWith(0, 0, 0).contains("ftyp".getBytes(StandardCharsets.US_ASCII));
    }
}
