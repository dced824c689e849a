package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The script of the handbook, as an operator would copy it. */
final class HandbookE2E {
    private static final Path PAGE = Path.of("../../docs/operating.md");
    private static final Pattern SCRIPT = Pattern.compile("```bash\n(#!/usr/bin/env bash\n.*?)```\n", Pattern.DOTALL);
    private static final long MINUTES = 3;

    @Test
    void takesALoraThroughItsWholeLifeByHand(@TempDir Path directory) throws Exception {
        for (var tool : List.of("bash", "curl", "jq")) {
            assumeTrue(has(tool), () -> tool + " is not installed, so the handbook's script cannot run here");
        }
        int port = Processes.sevenFreePorts();
        try (var _ = Standalone.start(new CommandLine(directory.resolve("data"), port), _ -> {})) {
            var output = directory.resolve("output.txt");
            var script = Files.writeString(directory.resolve("by-hand.sh"), script());
            var run = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            run.environment().put("LORIKEET", "http://127.0.0.1:" + port);
            // Just large enough to go up in parts.
            run.environment().put("MB", "70");
            var process = run.start();
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(Files.readString(output)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("broken off, as intended", "stored: [1,2]", "identical",
                    "\"usedBytes\": 0", "== Done");
        }
    }

    private static String script() throws IOException {
        var matcher = SCRIPT.matcher(Files.readString(PAGE));
        assertThat(matcher.find()).as("a script in " + PAGE).isTrue();
        return matcher.group(1);
    }

    private static boolean has(String tool) throws Exception {
        return new ProcessBuilder("which", tool).redirectErrorStream(true).start().waitFor() == 0;
    }
}
