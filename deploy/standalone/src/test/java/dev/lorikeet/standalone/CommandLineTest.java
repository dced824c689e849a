package dev.lorikeet.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.lorikeet.embedded.PlatformFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CommandLineTest {

    @Test
    void takesItsDefaults() {
        assertThat(CommandLine.parse()).isEqualTo(
                new CommandLine(Path.of("data").toAbsolutePath().normalize(), 8080));
    }

    @Test
    void readsItsOptions() {
        assertThat(CommandLine.parse("--port", "9000", "--data", "/tmp/x/../y"))
                .isEqualTo(new CommandLine(Path.of("/tmp/y"), 9000));
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThatThrownBy(() -> CommandLine.parse("--port"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("--port needs a value; deploy/up --help shows how.");
        assertThatThrownBy(() -> CommandLine.parse("--data", ""))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("--data needs a value; deploy/up --help shows how.");
        assertThatThrownBy(() -> CommandLine.parse("--port", "many"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("--port needs a number, not many.");
        assertThatThrownBy(() -> CommandLine.parse("up"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("There is no option up; deploy/up --help lists them.");
    }

    @Test
    void isRefusedByTheScriptInTheSameWordsBeforeItBuilds() throws Exception {
        assertThat(up(1, "--prot", "1")).isEqualTo("There is no option --prot; deploy/up --help lists them.\n");
        assertThat(up(1, "--port")).isEqualTo("--port needs a value; deploy/up --help shows how.\n");
        assertThat(up(1, "--port", "many")).isEqualTo("--port needs a number, not many.\n");
        assertThat(up(1, "--data", "")).isEqualTo("--data needs a value; deploy/up --help shows how.\n");
    }

    @Test
    void isExplainedByTheScriptBeforeItBuilds() throws Exception {
        assertThat(up(0, "--port", "1", "--help")).startsWith("Usage: deploy/up [--data DIR] [--port N]\n")
                .contains("(./data of the repository)", "(8080)")
                .isEqualTo(up(0, "-h"));
    }

    private static String up(int exit, String... arguments) throws Exception {
        var command = Stream.concat(Stream.of("bash", Repository.ROOT.resolve("deploy/up").toString()),
                Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(exit);
        return output;
    }
}
