package dev.lorikeet.storage.adapter;

import dev.lorikeet.event.TargetModel.VideoTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ModelWordsTest {
    @ParameterizedTest
    @CsvSource({"Wan2_2-T2V-A14B, 2.2", "smoothMixWan22I2VT2V, 2.2", "wan2.1_t2v_14B_bf16, 2.1", "WAN 2.2 lora, 2.2",
            "wan-v2.1, 2.1", "WanVideo_2_1_x, 2.1"})
    void aNameSpeaksOfOneVersion(String name, String version) {
        assertThat(ModelWords.version(name)).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my style 2.2", "v2.1", "wan", "wan21_to_wan22", "wan2.15", "swan lake 3"})
    void aNameSpeaksOfNoVersionOrOfTwo(String name) {
        assertThat(ModelWords.version(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wan_t2v, TEXT_TO_VIDEO", "Wan2.2-I2V-A14B, IMAGE_TO_VIDEO", "TI2V-5B, TEXT_OR_IMAGE_TO_VIDEO",
            "img2video, IMAGE_TO_VIDEO", "text-to-video, TEXT_TO_VIDEO", "wan_flf2v_720p, IMAGE_TO_VIDEO"})
    void aNameSpeaksOfOneTask(String name, VideoTask task) {
        assertThat(ModelWords.task(name)).contains(task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoothMixWan22I2VT2V", "style", "imagine a video"})
    void aNameSpeaksOfNoTaskOrOfTwo(String name) {
        assertThat(ModelWords.task(name)).isEmpty();
    }
}
