package dev.lorikeet.generation.result;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.delivery.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DownloadTest {
    private static final byte[] BYTES = new byte[100_000];
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;

    @TempDir
    private Path directory = Path.of("replaced");

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                var path = exchange.getRequestURI().getPath().substring(1);
                int status = path.matches("\\d+") ? Integer.parseInt(path) : 200;
                exchange.getResponseHeaders().set("Location", "/200");
                exchange.sendResponseHeaders(status, BYTES.length);
                exchange.getResponseBody().write(BYTES, 0, path.equals("trickle") ? 10 : BYTES.length);
                if (path.equals("trickle")) {
                    exchange.getResponseBody().flush();
                    var _ = never.await(1, TimeUnit.MINUTES);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
    }

    private Optional<String> fetch(URI address, long most, String... trusted) throws IOException {
        return fetch(address, most, Duration.ofMinutes(1), trusted);
    }

    private Optional<String> fetch(URI address, long most, Duration patience, String... trusted) throws IOException {
        var limits = new ResultLimits(DataSize.ofMegabytes(1), 1, patience, Set.of(trusted),
                Duration.ofHours(1), DataSize.ofMegabytes(1), Duration.ofSeconds(1));
        return new Download(limits).to(directory.resolve("file"), address, most);
    }

    @Test
    void fetchesFromAHostThatIsTrustedEvenHere() throws IOException {
        assertThat(fetch(at("video"), BYTES.length, "127.0.0.1")).isEmpty();
        assertThat(Files.size(directory.resolve("file"))).isEqualTo(BYTES.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/a.mp4", "https://localhost/a.mp4", "https://[::1]/a.mp4",
            "https://0.0.0.0/a.mp4", "https://0.1.2.3/a.mp4", "https://10.1.2.3/a.mp4", "https://172.16.0.1/a.mp4",
            "https://192.168.1.1/a.mp4", "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/a.mp4",
            "https://[fd00::1]/a.mp4", "https://[fe80::1]/a.mp4", "https://[::ffff:10.0.0.1]/a.mp4",
            "https://224.0.0.1/a.mp4", "https://2130706433/a.mp4"})
    void asksNobodyInsideOurNetwork(String address) throws IOException {
        assertThat(fetch(URI.create(address), 1000)).hasValueSatisfying(
                why -> assertThat(why)
                        .isEqualTo("The worker gave an address for the video that is not on the open web."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/a.mp4", "ftp://example.org/a.mp4", "file:///etc/passwd",
            "https:///a.mp4", "jar:https://example.org/a"})
    void fetchesByHttpsOnly(String address) throws IOException {
        assertThat(fetch(URI.create(address), 1000)).hasValueSatisfying(
                why -> assertThat(why).endsWith("does not begin with https://."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "307", "308", "403", "404", "410"})
    void takesForAnEndWhatWillNotChangeAndFollowsNobody(String status) throws IOException {
        assertThat(fetch(at(status), BYTES.length, "127.0.0.1"))
                .contains("The address that the worker gave for the video answers " + status + ".");
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"408", "429", "500", "502", "503"})
    void comesBackLaterWhereThatMayHelp(String status) {
        assertThatThrownBy(() -> fetch(at(status), BYTES.length, "127.0.0.1")).isInstanceOf(Unavailable.class);
    }

    @Test
    void comesBackLaterWhereNobodyAnswers() {
        var address = at("video");
        server.stop(0);
        assertThatThrownBy(() -> fetch(address, 1000, "127.0.0.1")).isInstanceOf(Unavailable.class);
    }

    @Test
    void stopsAtTheLargestThatMayBeKept() throws IOException {
        assertThat(fetch(at("video"), BYTES.length - 1, "127.0.0.1"))
                .contains("The video has more than 99999 bytes, which is all that may be kept.");
    }

    @Test
    void hasNoPatienceWithABodyThatTrickles() {
        assertThatThrownBy(() -> fetch(at("trickle"), BYTES.length, Duration.ofMillis(500), "127.0.0.1"))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void takesNothingForAnAddressThatIsNone() throws IOException {
        assertThat(fetch(URI.create("http://127.0.0.1:99999/a.mp4"), 1000, "127.0.0.1"))
                .contains("The worker gave something for the video's address that is none.");
    }
}
