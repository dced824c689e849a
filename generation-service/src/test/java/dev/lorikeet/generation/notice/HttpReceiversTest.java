package dev.lorikeet.generation.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.generation.notice.Receivers.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

final class HttpReceiversTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String HERE = "127.0.0.1";
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;

    private record Heard(String path, String body, String id, String at, String signature, String type) {
        static Heard of(HttpExchange exchange) throws IOException {
            var headers = exchange.getRequestHeaders();
            return new Heard(exchange.getRequestURI().getPath(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    headers.getFirst("webhook-id"), headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"), headers.getFirst("Content-Type"));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                heard.add(Heard.of(exchange));
                answer(exchange, exchange.getRequestURI().getPath().substring(1));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange, String path) throws IOException, InterruptedException {
        if (path.equals("silent")) {
            var _ = never.await(1, TimeUnit.MINUTES);
        }
        exchange.getResponseHeaders().set("Location", "/200");
        exchange.sendResponseHeaders(path.matches("\\d+") ? Integer.parseInt(path) : 200, 0);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        if (path.equals("endless")) {
            var _ = never.await(1, TimeUnit.MINUTES);
        }
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
    }

    private Answer tell(String path, Duration patience, String... trusted) {
        return tell(URI.create("http://" + HERE + ":" + server.getAddress().getPort() + "/" + path), patience, trusted);
    }

    private static Answer tell(URI address, Duration patience, String... trusted) {
        var receivers = new HttpReceivers(Samples.limits(patience, trusted), Schedulers.immediate());
        return Objects.requireNonNull(receivers.tell(Samples.notice(address)).block(MINUTE));
    }

    @Test
    void postsTheNoticeWithTheHeadersOfStandardWebhooks() throws GeneralSecurityException {
        assertThat(tell("hook", MINUTE, HERE)).isEqualTo(new Answer.Taken());
        var notice = Samples.notice(URI.create("http://example.org"));
        assertThat(heard).containsExactly(new Heard("/hook", notice.body(), "notice_job-1", "1772625600",
                notice.signature(), "application/json"));
        var told = heard.getFirst();
        var secret = SigningSecret.of(Samples.WORKSPACE, Samples.NEWEST).text();
        assertThat(Receiver.isGenuine(secret, told.id(), told.at(), told.body(), told.signature(), Samples.AT))
                .isTrue();
        assertThat(Receiver.isGenuine(secret, told.id(), told.at(), told.body() + " ", told.signature(), Samples.AT))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "303", "307", "308", "400", "404", "500", "503"})
    void takesAnythingButSuccessForAFailureAndFollowsNobody(String status) {
        assertThat(tell(status, MINUTE, HERE)).isEqualTo(new Answer.NotTaken("It answered " + status + ".", false));
        assertThat(heard).extracting(Heard::path).containsExactly("/" + status);
    }

    @Test
    void asksNobodyAgainWhoIsGone() {
        assertThat(tell("410", MINUTE, HERE)).isEqualTo(new Answer.NotTaken("It answered 410.", true));
    }

    @Test
    void readsNothingOfAnAnswerThatDoesNotEnd() {
        assertThat(tell("endless", MINUTE, HERE)).isEqualTo(new Answer.Taken());
    }

    @Test
    void hasNoPatienceWithSilence() {
        assertThat(tell("silent", Duration.ofMillis(300), HERE))
                .isEqualTo(new Answer.NotTaken("It did not answer in time.", false));
    }

    @Test
    void comesBackLaterWhereNobodyIs() {
        var address = URI.create("http://" + HERE + ":" + server.getAddress().getPort() + "/hook");
        server.stop(0);
        assertThat(tell(address, MINUTE, HERE))
                .isEqualTo(new Answer.NotTaken("It could not be reached, or broke off.", false));
        assertThat(tell(URI.create("https://nobody.invalid/hook"), MINUTE))
                .isEqualTo(new Answer.NotTaken("Nobody knows its host.", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://0.0.0.0/",
            "https://10.1.2.3/", "https://172.16.0.1/", "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/", "https://[fd00:ec2::254]/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/",
            "https://[::10.0.0.1]/", "https://[64:ff9b::a9fe:a9fe]/", "https://[2002:a00:1::1]/", "https://192.0.0.8/",
            "https://198.18.0.1/", "https://240.0.0.1/", "https://255.255.255.255/", "https://224.0.0.1/",
            "https://2130706433/", "http://example.org/", "http://8.8.8.8/"})
    void asksNobodyInsideOurNetworkAndNobodyByHttp(String address) {
        assertThat(tell(URI.create(address), MINUTE))
                .isEqualTo(new Answer.NotTaken("Its address does not lead to the open web.", true));
        assertThat(heard).isEmpty();
    }

    @Test
    void asksNobodyAtAnAddressThatIsNone() {
        assertThat(tell(URI.create("http://127.0.0.1:99999/hook"), MINUTE, HERE))
                .isEqualTo(new Answer.NotTaken("Its address is none that could be asked.", true));
    }
}
