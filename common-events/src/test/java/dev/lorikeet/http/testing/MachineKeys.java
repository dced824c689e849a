package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.http.testing.ApiClient.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Machines that come to a running service with keys, out of a file that changes under it. */
public final class MachineKeys {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String FILM = "workspaces=machines:";
    private static final String EDITOR = drawn("editor");
    private static final String VIEWER = drawn("viewer");
    private static final String ELSEWHERE = drawn("elsewhere");
    private static final String EXPIRED = drawn("expired");
    private static final String NARROW = drawn("narrow");
    private static final String LATER = drawn("later");

    private final Path file;

    private MachineKeys(Path file) {
        this.file = file;
    }

    /** Written before the service starts. {@code otherScope} is the one that the service is not. */
    public static MachineKeys writtenIn(Path directory, String scope, String otherScope) {
        var keys = new MachineKeys(directory.resolve("keys"));
        keys.write(List.of(line(EDITOR, FILM + "editor scopes=" + scope), line(VIEWER, FILM + "viewer"),
                line(ELSEWHERE, "workspaces=elsewhere:owner"), line(EXPIRED, FILM + "owner expires=2026-01-01"),
                line(NARROW, FILM + "owner scopes=" + otherScope)));
        return keys;
    }

    /** A new key, as the handbook has it made. */
    public static String drawn(String id) {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return "lrk_" + id + "_" + HexFormat.of().formatHex(bytes);
    }

    /** What the file says of it. */
    public static String line(String key, String rest) {
        return key.split("_", 3)[1] + " sha256=" + Sha256.of(key.getBytes(StandardCharsets.UTF_8)).value() + " " + rest
                + "\n";
    }

    /** Settings of a service that reads the file, and often. */
    public List<String> settings() {
        return List.of("--lorikeet.access.keys=" + file, "--lorikeet.access.look-every=100ms");
    }

    private void write(List<String> lines) {
        try {
            var fresh = Files.writeString(file.resolveSibling("keys.new"), String.join("", lines));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys are held to their role, their workspace and their service. */
    public static void assertNarrow(ApiClient anybody, String read, Function<ApiClient, Answer> change) {
        var room = anybody.with("X-Workspace-Id", "machines");
        assertThat(room.as(EDITOR).get(read).status()).isEqualTo(200);
        assertThat(change.apply(room.as(EDITOR)).status()).isBetween(201, 202);
        assertThat(change.apply(anybody.as(EDITOR)).status()).as("without naming the one there is").isBetween(201, 202);
        assertThat(room.as(VIEWER).get(read).status()).isEqualTo(200);
        assertThat(change.apply(room.as(VIEWER)).status()).isEqualTo(403);
        assertThat(room.as(ELSEWHERE).get(read).status()).isEqualTo(403);
        var sent = room.as(NARROW).get(read);
        assertThat(sent.status()).isEqualTo(403);
        assertThat(sent.json().required("detail").asString()).startsWith("The key narrow is not for this service");
    }

    /** Whatever is wrong with a key, the answer is the same, and it is never a fault of the service. */
    public static void assertTellNothing(ApiClient anybody, String read) {
        var expected = refusal(anybody.get(read));
        var almost = EDITOR.substring(0, EDITOR.length() - 1) + (EDITOR.endsWith("0") ? "1" : "0");
        Stream.concat(Stream.of(almost, EXPIRED, drawn("editor"), drawn("nobody"), EDITOR.replace("editor", "viewer")),
                Hostile.keys("editor")).forEach(key -> {
                    var answer = anybody.as(key).get(read);
                    assertThat(answer.status()).as(key).isEqualTo(401);
                    assertThat(refusal(answer)).as(key).isEqualTo(expected);
                });
    }

    private static ObjectNode refusal(Answer answer) {
        return ((ObjectNode) answer.json()).without(List.of("instance", "traceId"));
    }

    /** Last of all, because the file is another one after it. */
    public void assertChangeWithoutARestart(ApiClient anybody, String read, MeterRegistry meters) {
        var room = anybody.with("X-Workspace-Id", "machines");
        var old = line(EDITOR, FILM + "editor");
        write(List.of(old, line(LATER, FILM + "editor")));
        await().atMost(LIMIT).until(() -> room.as(LATER).get(read).status() == 200);
        assertThat(room.as(EDITOR).get(read).status()).isEqualTo(200);
        write(List.of("later sha256=broken\n"));
        await().atMost(LIMIT).until(() -> meters.get("lorikeet.keys.outdated").gauge().value() == 1);
        assertThat(room.as(LATER).get(read).status()).isEqualTo(200);
        write(List.of(line(LATER, FILM + "editor")));
        await().atMost(LIMIT).until(() -> room.as(EDITOR).get(read).status() == 401);
        assertThat(room.as(LATER).get(read).status()).isEqualTo(200);
    }
}
