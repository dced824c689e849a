package dev.lorikeet.standalone;

import java.nio.file.Path;

import dev.lorikeet.embedded.PlatformFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CommandLineTest {

    @Test
    void takesTheDefaultsThatItsHelpNames() {
        assertThat(CommandLine.parse()).isEqualTo(
                new CommandLine(Path.of("data").toAbsolutePath().normalize(), 8080, false));
        assertThat(CommandLine.HELP).contains("(./data)", "(8080)");
    }

    @Test
    void readsItsOptions() {
        assertThat(CommandLine.parse("--port", "9000", "--data", "/tmp/x/../y"))
                .isEqualTo(new CommandLine(Path.of("/tmp/y"), 9000, false));
        assertThat(CommandLine.parse("--help").help()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThatThrownBy(() -> CommandLine.parse("--port"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("--port needs a value; deploy/up --help shows how.");
        assertThatThrownBy(() -> CommandLine.parse("--port", "many"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("--port needs a number, not many.");
        assertThatThrownBy(() -> CommandLine.parse("up"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessage("There is no option up; deploy/up --help lists them.");
    }
}
