package dev.lorikeet.standalone.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

import dev.lorikeet.standalone.network.Weather.Cutting;
import dev.lorikeet.standalone.network.Weather.Fine;
import dev.lorikeet.standalone.network.Weather.Refusing;
import dev.lorikeet.standalone.network.Weather.Resetting;
import dev.lorikeet.standalone.network.Weather.Silent;
import dev.lorikeet.standalone.network.Weather.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A line to somebody who repeats every word. */
@Timeout(60)
final class FaultyLineTest {
    private static final byte[] WORDS = "over the hills and far away".getBytes(US_ASCII);

    private ServerSocket server = unbound();
    private FaultyLine line = FaultyLine.to(0, 0);

    private static ServerSocket unbound() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void listen() {
        line.close();
        line = FaultyLine.to(server.getLocalPort(), 7);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var caller = server.accept();
                    Thread.ofVirtual().start(() -> repeat(caller));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void repeat(Socket caller) {
        try (caller) {
            caller.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException hungUp) {
            // Nobody is left to be told.
        }
    }

    @AfterEach
    void hangUp() throws IOException {
        line.close();
        server.close();
    }

    @Test
    void carriesEverythingBothWaysAndTheEndAsWell() throws IOException {
        assertWell();
    }

    private void assertWell() throws IOException {
        try (var caller = call()) {
            caller.getOutputStream().write(WORDS);
            caller.shutdownOutput();
            assertThat(caller.getInputStream().readAllBytes()).isEqualTo(WORDS);
        }
    }

    @Test
    void carriesEverythingInItsOrderWhenItIsSlow() throws IOException {
        line.turn(new Slow(Duration.ofMillis(5), 10_000_000));
        var much = new byte[200_000];
        for (int place = 0; place < much.length; place++) {
            much[place] = (byte) (place % 251);
        }
        try (var caller = call()) {
            var saying = Thread.ofVirtual().start(() -> say(caller, much));
            assertThat(caller.getInputStream().readNBytes(much.length)).isEqualTo(much);
            assertThat(saying.isInterrupted()).isFalse();
            assertThat(line.strikes(Slow.class)).isPositive();
        }
    }

    @Test
    void holdsBackWhatIsSlowUntilTheWeatherChanges() throws IOException {
        assertThatWordsWaitForFineWeatherAfter(new Slow(Duration.ofHours(1), 1));
    }

    @Test
    void tellsNobodyAnythingWhileItIsSilent() throws IOException {
        assertThatWordsWaitForFineWeatherAfter(new Silent());
    }

    private void assertThatWordsWaitForFineWeatherAfter(Weather bad) throws IOException {
        line.turn(bad);
        try (var caller = call()) {
            caller.getOutputStream().write(WORDS);
            caller.setSoTimeout(200);
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            await().until(() -> line.strikes(bad.getClass()) > 0);
            line.turn(new Fine());
            caller.setSoTimeout(0);
            assertThat(caller.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
        }
    }

    @Test
    void resetsWhatIsOnItsWay() throws IOException {
        try (var caller = call()) {
            line.turn(new Resetting(1));
            caller.getOutputStream().write(WORDS);
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(line.strikes(Resetting.class)).isOne();
        }
    }

    @Test
    void endsInTheMiddleAsIfAllHadBeenSaid() throws IOException {
        try (var caller = call()) {
            say(caller, WORDS);
            assertThat(caller.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
            line.turn(new Cutting(1));
            say(caller, WORDS);
            assertThat(caller.getInputStream().readAllBytes()).hasSizeLessThan(WORDS.length);
            assertThat(line.strikes(Cutting.class)).isPositive();
        }
    }

    @Test
    void strikesNobodyWhoSendsNothing() throws IOException {
        try (var caller = call()) {
            say(caller, WORDS);
            assertThat(caller.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
            for (var weather : List.<Weather>of(new Slow(Duration.ofHours(1), 1), new Silent(), new Resetting(1),
                    new Cutting(1))) {
                line.turn(weather);
                assertThat(line.strikes(weather.getClass())).isZero();
            }
        }
    }

    @Test
    void refusesCallersAndResetsThoseItHasUntilItIsWellAgain() throws IOException {
        try (var before = call()) {
            say(before, WORDS);
            assertThat(before.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
            line.turn(new Refusing());
            assertThat(line.strikes(Refusing.class)).isOne();
            assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
        }
        line.turn(new Fine());
        assertWell();
    }

    @Test
    void resetsCallersOfAServerThatIsGone() throws IOException {
        server.close();
        try (var caller = call()) {
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    private Socket call() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), line.port());
    }

    private static void say(Socket caller, byte[] words) {
        try {
            caller.getOutputStream().write(words);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
