package dev.lorikeet.standalone;

import java.nio.file.Path;

import dev.lorikeet.event.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody else's process, with nothing of ours, reads our events. */
final class ConsoleConsumerE2E {

    @Test
    void printsReadableCloudEvents(@TempDir Path data) throws Exception {
        int port = Processes.sevenFreePorts();
        try (var _ = Standalone.start(new CommandLine(data, port), _ -> {})) {
            var _ = new LoraClient(port).ticket("rain.safetensors", 100);
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
