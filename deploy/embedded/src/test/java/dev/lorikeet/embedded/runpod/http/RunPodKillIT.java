package dev.lorikeet.embedded.runpod.http;

import java.nio.file.Path;
import java.time.Duration;

import dev.lorikeet.embedded.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The real RunPod does not go down with us, so a kill must not be seen in its jobs. */
final class RunPodKillIT {
    @TempDir
    private Path data = Path.of("replaced");

    @Test
    void jobsResultsAndCallbacksSurviveAKill() throws Exception {
        int port = LoopbackPort.free();
        String done;
        String running;
        String waiting;
        try (var bucket = new Bucket(new byte[1]); var caller = new HttpCaller(port)) {
            bucket.answers.add(503);
            try (var first = RunPodProcess.start(data, port)) {
                var webhook = ",\"webhook\":\"" + bucket.at("/callback/token") + "\"";
                done = caller.submitWith("\"input\":{\"prompt\":\"a\"}" + webhook);
                caller.ended(done);
                await().until(() -> bucket.callbacks.size() == 1);
                running = caller.submit("{\"prompt\":\"b [[slow]]\"}");
                waiting = caller.submit("{\"prompt\":\"c\"}");
                caller.awaited(running, job -> job.required("status").asString().equals("IN_PROGRESS"));
                first.kill();
            }
            try (var _ = RunPodProcess.start(data, port)) {
                assertThat(caller.job(done).required("status").asString()).isEqualTo("COMPLETED");
                var again = caller.awaited(running, job -> job.required("status").asString().equals("IN_PROGRESS"));
                assertThat(again.required("retries").asInt()).isOne();
                assertThat(caller.job(waiting).required("status").asString()).isEqualTo("IN_QUEUE");
                await().atMost(Duration.ofMinutes(1)).until(() -> bucket.callbacks.size() == 2);
                assertThat(caller.ended(waiting).has("retries")).isFalse();
            }
        }
    }
}
