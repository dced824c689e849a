package dev.lorikeet.storage.adapter;

import java.util.Optional;

import dev.lorikeet.event.NoiseExpert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ExpertWordsTest {
    @ParameterizedTest
    @CsvSource({"Wan2_2-T2V-A14B-HIGH_fp8_e4m3fn_scaled, HIGH", "smoothMixWan22I2VT2V_t2vHigh-Q6_K, HIGH",
            "WAN2.2t2vLOWNOISEFP8, LOW", "A14B-HIGH-low-vram, HIGH", "Low Angle HIGH, HIGH",
            "my_style_high_noise, HIGH", "my_style_low_noise, LOW", "wan22HighNoiseLora, HIGH", "style-noise-low, LOW",
            "styleNoiseHigh, HIGH", "high_noise_lowVRAM, HIGH", "highnoise low quality, HIGH", "HIGHNoise, HIGH",
            "lownoise_high, LOW"})
    void aNameSpeaksOfOneExpert(String name, NoiseExpert expert) {
        assertThat(ExpertWords.in(name)).contains(expert);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wan_lowCFG_lora", "wan-lowVRAM", "style_highRes", "low_high_noise", "high_and_low_noise",
            "slow-motion", "highway", "flownoise", "high steps", "low 🦜 high", "", "____", "highlight",
            "lowRAM-highSpeed",
            "high_noise_low_noise"})
    void aNameSpeaksOfNoneOrOfBoth(String name) {
        assertThat(ExpertWords.in(name)).isEqualTo(Optional.empty());
    }
}
