package dev.lorikeet.generation.runpod;

import java.nio.charset.StandardCharsets;

import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.RemoteProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class DiscreetTest {
    private static final String SAID = "GET https://bucket.example.org/demo/rain.safetensors?X-Amz-Signature=5ec2e7"
            + " failed, told https://us.example.org/webhooks/runpod/5ec2e7-token";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "no https://a.org/b?X-Amz-Signature=5ec2e7&x=1 today | no https://a.org/b?… today",
            "'HTTP://a.org/it's?sig=5ec2e7' | 'HTTP://a.org/it's?…",
            "{\"url\":\"https:\\/\\/a.org\\/b?x=5ec2e7\",\"code\":403} | {\"url\":\"https:\\/\\/a.org\\/b?…\",\"code\":403}",
            "retries exceeded with url: /b?x=1&X-Amz-Signature=5ec2e7 (403) | retries exceeded with url: /b?x=1&… (403)",
            "https://a.org/my file?X-Amz-Credential=5ec2e7 | https://a.org/my file?…",
            "POST https://us.org/webhooks/runpod/5ec2e7 | POST https://us.org/webhooks/runpod/…",
            "POST \\/webhooks\\/runpod\\/5ec2e7\" | POST \\/webhooks\\/runpod\\/…\"",
            "What? It is at https://a.org/b | What? It is at https://a.org/b", "~~ | ~~"})
    void leavesOutWhatOpensSomething(String said, String shown) {
        assertThat(Discreet.of(said)).isEqualTo(shown);
    }

    @Test
    void isSoonDoneWithMegabytes() {
        assertThat(Discreet.of("https://".repeat(1_000_000))).hasSizeLessThan(5000);
    }

    @Test
    void noJobShowsWhatWouldOpenABucketOrACallback() {
        var reply = new Reply(400, true, SAID.getBytes(StandardCharsets.UTF_8), null, null);
        assertThat(Diagnosis.ofText(SAID).message()).contains("rain.safetensors").doesNotContain("5ec2e7");
        assertThat(Diagnosis.ofText("failed to load lora: " + SAID).message()).doesNotContain("5ec2e7");
        assertThat(Diagnosis.ofText("ComfyUI not reachable: " + SAID).message()).doesNotContain("5ec2e7");
        var stage = ProgressReading.of(ProgressReadingTest.running("w", "\"" + SAID + "\""), RemoteProgress.NONE)
                .stage();
        assertThat(stage).contains("rain.safetensors").doesNotContain("5ec2e7");
        assertThat(Replies.submitted(reply)).isInstanceOfSatisfying(Submitted.Refused.class,
                refused -> assertThat(refused.failure())
                        .extracting(Failure::message)
                        .asString()
                        .contains("rain.safetensors")
                        .doesNotContain("5ec2e7"));
    }
}
