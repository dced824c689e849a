package dev.lorikeet.lora;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

import dev.lorikeet.http.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page from elsewhere may give its own name to this machine's address. What it then sends looks to its browser like
 * its own, and only the name of the host tells.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenHostIT {
    private RunningLoraApi api;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"})
    void givesTokensUnderTheNamesOfThisMachine(String host) throws IOException {
        assertThat(asked(api, "Host: " + host)).startsWith("HTTP/1.1 200").contains("\"token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
            "localhost@evil.example", "10.0.0.1", "evil_host"})
    void givesNoneUnderTheNameOfSomebodyElse(String host) throws IOException {
        assertRefused(asked(api, "Host: " + host));
        assertRefused(asked(api, "Host: " + host, "X-Forwarded-Host: localhost", "Forwarded: host=localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost, evil.example", "evil example", "evil.example#localhost"})
    void givesNoneUnderWhatIsNoName(String host) throws IOException {
        assertThat(asked(api, "Host: " + host)).startsWith("HTTP/1.1 4").doesNotContain("\"token\"");
    }

    @Test
    void givesNoneToAPageThatSaysItIsFromElsewhere() throws IOException {
        assertRefusedAnyhow(asked(api, "Host: localhost:8080", "Origin: http://evil.example:8080"));
    }

    @Test
    void takesTheNamesThatItIsToldInstead() throws IOException {
        var elsewhere = RunningLoraApi.startBeside(api, List.of("--lorikeet.local-issuer.hosts=studio.example"));
        assertThat(asked(elsewhere, "Host: studio.example:8080")).startsWith("HTTP/1.1 200").contains("\"token\"");
        var refused = asked(elsewhere, "Host: localhost:8080");
        assertRefused(refused.replace("studio.example", "localhost"));
        assertThat(refused).contains("Tokens are given at studio.example only");
    }

    private static void assertRefused(String answer) {
        assertRefusedAnyhow(answer);
        assertThat(answer).contains("lorikeet.local-issuer.hosts", "localhost");
    }

    private static void assertRefusedAnyhow(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 403").contains("\"FORBIDDEN\"").doesNotContain("\"token\"");
    }

    private static String asked(RunningLoraApi api, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout((int) Stage.LIMIT.toMillis());
            socket.getOutputStream()
                    .write(("POST /dev/token HTTP/1.1\r\n" + String.join("\r\n", headers)
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
