package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.time.Duration;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.upload.LoraUploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody else's process, with nothing of ours, reads our events. */
final class ConsoleConsumerE2E {

    @Test
    void printsReadableCloudEvents(@TempDir Path data) throws Exception {
        int port = Processes.sevenFreePorts();
        try (var standalone = Standalone.start(new CommandLine(data, port), _ -> {})) {
            standalone.bean(LoraUploads.class)
                    .start(new WorkspaceId("demo"), "Rain", "rain.safetensors", 100)
                    .block(Duration.ofSeconds(10));
            try (var console = LorikeetProcess.run("org.apache.kafka.tools.consumer.ConsoleConsumer",
                    "--bootstrap-server", "127.0.0.1:" + (port + 5), "--topic", Topic.LORA_EVENTS.topicName(),
                    "--from-beginning", "--max-messages", "1", "--timeout-ms", "30000", "--property",
                    "print.headers=true", "--property", "print.key=true")) {
                assertThat(console.awaitEnd()).isZero();
                assertThat(console.lines()).anySatisfy(line -> assertThat(line).contains("ce_specversion:1.0",
                        "ce_type:dev.lorikeet.lora.upload-started.v1", "ce_source:/lora-api/loras",
                        "content-type:application/json", "\"workspace\":\"demo\"",
                        "\"fileName\":\"rain.safetensors\""));
                System.out.println(console.lines().getFirst());
            }
        }
    }
}
