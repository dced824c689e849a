package dev.lorikeet.http.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import ch.qos.logback.classic.Level;
import dev.lorikeet.http.testing.LogCapture;
import dev.lorikeet.http.testing.MachineKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class KeyringTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String OLD = MachineKeys.drawn("nightly");
    private static final String NEW = MachineKeys.drawn("nightly-2");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void writeAKey() throws IOException {
        file = directory.resolve("keys");
        write(line(OLD));
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("", lines));
    }

    private static String line(String key) {
        return MachineKeys.line(key, "workspaces=film:editor");
    }

    private boolean opens(Keyring ring, String key) {
        return ring.find(key, NOW).isPresent();
    }

    @Test
    void letsANewKeyInBesideTheOldOneAndThenTheOldOneOut() throws IOException {
        var ring = new Keyring(KeySettingsTest.in(file), meters);
        assertThat(opens(ring, OLD)).isTrue();
        assertThat(opens(ring, NEW)).isFalse();
        write(line(OLD), line(NEW));
        assertThat(opens(ring, NEW)).as("before it was looked at").isFalse();
        ring.look();
        assertThat(opens(ring, OLD)).isTrue();
        assertThat(opens(ring, NEW)).isTrue();
        write(line(NEW));
        ring.look();
        assertThat(opens(ring, OLD)).isFalse();
        assertThat(opens(ring, NEW)).isTrue();
    }

    @Test
    void looksByItselfUntilItIsClosed() throws IOException {
        var time = VirtualTimeScheduler.create();
        var ring = new Keyring(KeySettingsTest.in(file), meters).lookingAgain(time);
        write(line(NEW));
        time.advanceTimeBy(Duration.ofSeconds(9));
        assertThat(opens(ring, NEW)).isFalse();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(opens(ring, NEW)).isTrue();
        ring.close();
        write(line(OLD));
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(opens(ring, NEW)).isTrue();
    }

    /** Half a file must not lock all machines out, nor may it let one in that it should not. */
    @Test
    void keepsTheKeysFromBeforeWhileTheFileCannotBeUsedAndSaysSoOnce() throws IOException {
        var ring = new Keyring(KeySettingsTest.in(file), meters);
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO))) {
            write(line(NEW).replace("editor", "editr"));
            ring.look();
            ring.look();
            assertThat(opens(ring, OLD)).isTrue();
            assertThat(opens(ring, NEW)).isFalse();
            assertThat(outdated()).isEqualTo(1);
            assertThat(logs.lines()).filteredOn(line -> line.contains("have NOT changed"))
                    .singleElement()
                    .asString()
                    .contains(file.toString(), "line 1: key nightly-2 needs workspaces=");
            Files.delete(file);
            ring.look();
            assertThat(opens(ring, OLD)).isTrue();
            assertThat(logs.lines()).anyMatch(line -> line.contains("cannot be read (NoSuchFileException)"));
            write(line(OLD), line(NEW));
            ring.look();
            assertThat(logs.lines()).anyMatch(line -> line.contains("new or other [nightly-2], gone [], 2 in all"))
                    .noneMatch(line -> line.contains(OLD) || line.contains(NEW));
        }
        assertThat(outdated()).isZero();
        assertThat(meters.get("lorikeet.keys").gauge().value()).isEqualTo(2);
    }

    private double outdated() {
        return meters.get("lorikeet.keys.outdated").gauge().value();
    }

    @Test
    void refusesToBeginWithAFileThatCannotBeUsed() throws IOException {
        write("nightly sha256=none workspaces=film:editor\n");
        assertThatThrownBy(() -> new Keyring(KeySettingsTest.in(file), meters))
                .hasMessage("lorikeet.access.keys: " + file + ", line 1: key nightly needs sha256= with the SHA-256 of"
                        + " the whole key in 64 digits of 0-9 and a-f. Mend the file, or take the setting away if no"
                        + " machine is to have a key.");
        Files.write(file, new byte[]{(byte) 0xff, '\n'});
        assertThatThrownBy(() -> new Keyring(KeySettingsTest.in(file), meters)).hasMessageContaining("it is not text");
        Files.write(file, "#".repeat((512 << 10) + 1).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new Keyring(KeySettingsTest.in(file), meters))
                .hasMessageContaining("it is larger than 524288 bytes (lorikeet.access.largest-file)");
        Files.delete(file);
        assertThatThrownBy(() -> new Keyring(KeySettingsTest.in(file), meters))
                .hasMessageContaining("it cannot be read");
    }

    @Test
    void knowsNoKeyWhereThereIsNoFile() {
        var ring = new Keyring(KeySettingsTest.in(null), meters);
        ring.look();
        assertThat(opens(ring, OLD)).isFalse();
    }

    @Test
    void endsAKeyOnItsDay() throws IOException {
        write(MachineKeys.line(OLD, "workspaces=film:editor expires=2026-11-23"));
        var ring = new Keyring(KeySettingsTest.in(file), meters);
        var end = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(ring.find(OLD, end.minusNanos(1))).isPresent();
        assertThat(ring.find(OLD, end)).isEmpty();
    }

    /** Else a stream that is open would outlive the key that is taken away. */
    @Test
    void letsNobodyStayLongerThanAnHourOrThanTheKeyLasts() throws IOException {
        write(MachineKeys.line(OLD, "workspaces=film:editor expires=2026-11-22T13:30:00Z"));
        var ring = new Keyring(KeySettingsTest.in(file), meters);
        var key = ring.find(OLD, NOW).orElseThrow();
        var hour = ring.longestStay();
        assertThat(key.caller(NOW, hour).until()).isEqualTo("2026-11-22T13:00:00Z");
        assertThat(key.caller(NOW.plus(hour), hour).until()).isEqualTo("2026-11-22T13:30:00Z");
        assertThat(key.caller(NOW, hour).subject()).isEqualTo("key:nightly");
    }
}
