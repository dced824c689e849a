package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole program is killed while RunPod is being asked; what was ordered is made all the same, and once. */
final class GenerationKillE2E {
    /** What nobody knows the end of is sent again once RunPod must have forgotten it, which a test cannot wait for. */
    private static final Map<String, String> SOON_FORGOTTEN = Map.of("LORIKEET_JOB_BASE", "20s",
            "LORIKEET_DISPATCH_REMOTEQUEUETIME", "20s", "LORIKEET_DISPATCH_UNSEENFOR", "10s",
            "LORIKEET_DISPATCH_RETRYAFTER", "1s");

    @Test
    void finishesWhatItHadBegunBeforeItWasKilled(@TempDir Path data) throws Exception {
        int port = Processes.sevenFreePorts();
        String job;
        try (var first = LorikeetProcess.start(data, port, SOON_FORGOTTEN)) {
            first.awaitReady();
            var studio = new Studio(port);
            var lora = studio.high("rain_high_noise.safetensors", 1);
            job = studio.order(Studio.body("a harbour at dusk", lora, "", "fail"));
            await().until(() -> studio.job(job).required("status").asString(),
                    Set.of("submitting", "running")::contains);
            first.kill();
        }
        try (var second = LorikeetProcess.start(data, port, SOON_FORGOTTEN)) {
            second.awaitReady();
            var ended = new Studio(port).ended(job);
            assertThat(ended.required("status").asString()).as(ended.toString()).isEqualTo("succeeded");
            second.interrupt();
            second.awaitEnd();
        }
    }
}
