package dev.lorikeet.storage.mirror;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.mirror.VolumeStandIn.Habit;
import dev.lorikeet.storage.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3VolumeIT extends VolumeContract {
    private static final String ID = "agv6w2qcg7";
    private static final MirrorSettings SETTINGS = Settings.of("lorikeet.mirror", MirrorSettings.class,
            Map.of("lorikeet.mirror.call-tries", "5"));

    private final SdkAsyncHttpClient http = NettyNioAsyncHttpClient.create();
    private VolumeStandIn standIn;
    private S3AsyncClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        standIn = VolumeStandIn.start(directory, ID, PART + 1);
        client = client(standIn.endpoint());
    }

    private S3AsyncClient client(URI endpoint) {
        var credentials = VolumeStandIn.CREDENTIALS;
        return MirrorConfiguration.client(
                new MirrorSettings.At(endpoint, "EU-RO-1", credentials.accessKey(), credentials.secretKey()), SETTINGS,
                http);
    }

    @AfterAll
    void stop() {
        client.close();
        http.close();
        standIn.close();
    }

    @Override
    protected Volume volume() {
        return volume(ID, client);
    }

    private static Volume volume(String id, S3AsyncClient client) {
        return new S3Volume(client, id, MirrorConfiguration.calls(id, SETTINGS, new SimpleMeterRegistry()),
                Duration.ofSeconds(20));
    }

    @Override
    protected byte[] mounted(ObjectKey file) {
        return standIn.bytes(file).orElse(new byte[0]);
    }

    @Test
    void triesAgainWhenItIsRefusedForNoReason() {
        standIn.misbehave(Habit.BAD_GATEWAY, Habit.BAD_GATEWAY, Habit.DENIED, Habit.BAD_GATEWAY);
        volume().put(path(), bytes(100)).block(LIMIT);
        assertThat(standIn.toCome()).isEmpty();
        assertThat(mounted(path())).isEqualTo(bytes(100));
    }

    @Test
    void doesNotBelieveThatAFileIsNotPutTogetherBecauseNobodySaysSo() {
        var upload = volume().begin(path()).blockOptional(LIMIT).orElseThrow();
        var part = volume().part(path(), upload, 1, bytes(100)).blockOptional(LIMIT).orElseThrow();
        standIn.misbehave(Habit.COMPLETE_TIMES_OUT);
        assertThatThrownBy(() -> volume().complete(path(), upload, List.of(part), LIMIT).block(LIMIT))
                .isInstanceOf(Unavailable.class);
        assertThat(volume().size(path()).block(LIMIT)).isEqualTo(100);
    }

    @Test
    void isUnavailableWhereTheVolumeIsNotRatherThanEmpty() {
        assertThatThrownBy(() -> volume("misspelt", client).size(path()).block(LIMIT)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> volume("misspelt", client).remove(path()).block(LIMIT))
                .isInstanceOf(Unavailable.class);
        try (var nowhere = client(URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> volume(ID, nowhere).size(path()).block(LIMIT)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void saysThatTooMuchWasPutAtOnce() {
        assertThatThrownBy(() -> volume().put(path(), bytes(PART + 2)).block(LIMIT))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("refused what it was asked");
    }

    @Test
    void asksForNothingThatAVolumeDoesNotKnow() {
        volume().put(path(), bytes(10)).block(LIMIT);
        volume().remove(path()).block(LIMIT);
        assertThat(standIn.heard()).isNotEmpty()
                .noneMatch(request -> request.contains("X-Amz-Signature") || request.contains("?delete"));
    }
}
