package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The scripts of the handbook, as an operator would copy them. */
final class HandbookE2E {
    private static final Path PAGE = Path.of("../../docs/operating.md");
    private static final Pattern SCRIPT = Pattern.compile("```bash\n(#!/usr/bin/env bash\n.*?)```\n", Pattern.DOTALL);
    private static final long MINUTES = 3;

    @Test
    void takesALoraThroughItsWholeLifeByHand(@TempDir Path directory) throws Exception {
        int port = Processes.sevenFreePorts();
        try (var _ = Standalone.start(new CommandLine(directory.resolve("data"), port), _ -> {})) {
            // Just large enough to go up in parts.
            assertThat(said("A LoRA by hand", directory, Map.of("LORIKEET", "http://127.0.0.1:" + port, "MB", "70")))
                    .contains("broken off, as intended", "stored: [1,2]", "identical", "\"usedBytes\": 0", "== Done");
        }
    }

    @Test
    void makesAVideoByHandThatACopyOfTheDirectoryHasToo(@TempDir Path directory) throws Exception {
        int port = Processes.sevenFreePorts();
        String lora;
        try (var _ = Standalone.start(new CommandLine(directory.resolve("data"), port), _ -> {})) {
            lora = new Studio(port).high("harbour.safetensors", 1);
            assertThat(said("A video by hand", directory, Map.of("LORIKEET", "http://127.0.0.1:" + port, "GENERATION",
                    "http://127.0.0.1:" + (port + 1), "LORA", lora)))
                    .contains("\"ok\": true", "{\"status\":\"succeeded\"", "\"" + lora + "\"", "== Done");
            assertThat(new String(Files.readAllBytes(directory.resolve("video.mp4")), StandardCharsets.ISO_8859_1))
                    .contains("ftyp");
        }
        var backup = directory.resolve("backup");
        FileSystemUtils.copyRecursively(directory.resolve("data"), backup);
        FileSystemUtils.deleteRecursively(directory.resolve("data"));
        try (var _ = Standalone.start(new CommandLine(backup, port), _ -> {})) {
            var client = new LoraClient(port);
            assertThat(client.download(lora)).isEqualTo(WanLora.bytes(1));
            var video = client.generation("GET", "/api/generate?status=succeeded&lora=" + lora, null)
                    .json()
                    .at("/jobs/0/video/url")
                    .asString();
            assertThat(client.fetch(video).status()).isEqualTo(200);
        }
    }

    /** What a script prints that ends well. */
    private static String said(String heading, Path directory, Map<String, String> environment) throws Exception {
        for (var tool : List.of("bash", "curl", "jq")) {
            assumeTrue(has(tool), () -> tool + " is not installed, so the handbook's script cannot run here");
        }
        var output = directory.resolve("output.txt");
        var script = Files.writeString(directory.resolve("by-hand.sh"), script(heading));
        var run = new ProcessBuilder("bash", script.toString()).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        run.environment().putAll(environment);
        var process = run.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(Files.readString(output)).isTrue();
        } finally {
            process.destroy();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    private static String script(String heading) throws IOException {
        var page = Files.readString(PAGE);
        var matcher = SCRIPT.matcher(page.substring(page.indexOf("## " + heading + "\n")));
        assertThat(matcher.find()).as("a script in " + PAGE).isTrue();
        return matcher.group(1);
    }

    private static boolean has(String tool) throws Exception {
        return new ProcessBuilder("which", tool).redirectErrorStream(true).start().waitFor() == 0;
    }
}
