package dev.lorikeet.http.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the handbook says about making a key makes one. */
final class KeyRecipeTest {
    @TempDir
    private Path directory;

    @Test
    void theLinesOfTheHandbookMakeAKeyThatOpens() throws IOException, InterruptedException {
        assumeTrue(run("command -v openssl && command -v sha256sum") != null, "there is no OpenSSL here");
        var handbook = Files.readString(Path.of("../docs/operating.md"));
        var section = handbook.substring(handbook.indexOf("## Keys of machines"));
        var recipe = section.split("```bash\n", 2)[1].split("```", 2)[0];
        var shown = run(recipe);
        assertThat(shown).isNotNull();
        var file = KeyFile.read(Files.readString(directory.resolve("keys")), 1);
        assertThat(file.get("nightly")).satisfies(key -> {
            assertThat(key.opens(String.valueOf(shown).strip(), Instant.parse("2027-06-29T23:59:59Z"))).isTrue();
            assertThat(key.opens(String.valueOf(shown).strip(), Instant.parse("2027-06-30T00:00:00Z"))).isFalse();
            assertThat(key.scopes()).containsExactly(Api.library);
        });
    }

    private @Nullable String run(String script) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/bin/bash"))) {
            return null;
        }
        var process = new ProcessBuilder("/bin/bash", "-ec", script).directory(directory.toFile()).start();
        try (var said = process.getInputStream()) {
            var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0 ? text : null;
        }
    }
}
