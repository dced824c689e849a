package dev.lorikeet.embedded.runpod.http;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;

import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.Pool;
import dev.lorikeet.embedded.runpod.Times;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers that do their work: LoRAs are fetched and proven, and the video plays. */
final class RealWorkIT {
    private static final byte[] LORA = new byte[200_000];

    @TempDir
    private Path data = Path.of("replaced");
    private EmbeddedRunPod runPod;
    private HttpCaller caller;
    private Bucket bucket;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(LORA);
        bucket = new Bucket(LORA);
        runPod = EmbeddedRunPod.start(data, 0, _ -> EndpointSettings.of(Personality.ANY)
                .workedOutside()
                .with(new Pool(3, Duration.ofMillis(100), Duration.ofSeconds(5)))
                .with(Times.usual().executing(Duration.ofMillis(500))));
        caller = new HttpCaller(runPod.port());
    }

    @AfterEach
    void stop() {
        caller.close();
        runPod.close();
        bucket.close();
    }

    @Test
    void theVideoShowsWhatWasOrderedAndPlays() throws Exception {
        var id = caller.submit(input(bucket.at("/lora").toString(), LORA.length, sha256(), "e1"));
        caller.awaited(id, job -> job.path("output").path("phase").asString("").equals("sampling"));
        caller.awaited(id, job -> job.path("output").path("phase").asString("").equals("encode"));
        var job = caller.ended(id);
        var video = job.required("output").required("video").binaryValue();
        var grab = FrameGrab.createFrameGrab(ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(video)));
        assertThat(grab.getVideoTrack().getMeta().getTotalDuration()).isEqualTo(3.0);
        assertThat(grab.getVideoTrack().getMeta().getTotalFrames()).isEqualTo(48);
        assertThat(grab.getNativeFrame().getCroppedWidth()).isEqualTo(480);
    }

    @Test
    void fluxGivesAPicture() throws Exception {
        var job = caller
                .ended(caller.submit("{\"prompt\":\"rain\",\"lorikeet\":{\"model\":\"flux-krea\",\"loras\":[]}}"));
        assertThat(job.required("output").required("image").binaryValue()).startsWith(0x89, 'P', 'N', 'G');
    }

    @ParameterizedTest
    @CsvSource({"/lora,1,good,e1,size mismatch", "/lora,200000,bad,e1,sha256 mismatch",
            "/lora,200000,good,e2,etag mismatch", "/forbidden,200000,good,e1,HTTP Error 403",
            "/elsewhere,200000,good,e1,HTTP Error 404"})
    void aLoraThatIsNotWhatWasPromisedFailsTheJob(String path, long size, String digest, String etag, String reason)
            throws Exception {
        var sha256 = digest.equals("good") ? sha256() : "0".repeat(64);
        var error = error(input(bucket.at(path).toString(), size, sha256, etag));
        assertThat(error).contains("Failed to load LoRA 'lora_rain'", reason);
    }

    @ParameterizedTest
    @CsvSource({"http://192.0.2.1/lora", "http://example.org/lora", "http://localhost.example.org/lora",
            "http://notlocalhost/lora", "file:///etc/hostname"})
    void lorasAreFetchedFromThisMachineOnly(String url) throws Exception {
        assertThat(error(input(url, 1, sha256(), "e1"))).contains("only fetches from this machine");
    }

    /** Whether the name is found is up to the machine, so the file is one that is not there. */
    @Test
    void namesUnderLocalhostAreThisMachine() throws Exception {
        var url = "http://s3.localhost:" + bucket.at("/elsewhere").getPort() + "/elsewhere";
        assertThat(error(input(url, 1, sha256(), "e1"))).containsAnyOf("HTTP Error 404", "broke off");
    }

    @Test
    void whatTheWorkerComplainsAboutIsNotWorkedOn() throws Exception {
        assertThat(error("{\"image_base64\":\"data:x\",\"lora_pairs\":[]}")).contains("HTTP Error 400: Bad Request");
    }

    @Test
    void aCancelledJobStaysCancelledThoughItsWorkerGoesOn() throws Exception {
        var id = caller.submit("{\"prompt\":\"rain\"}");
        caller.awaited(id, job -> job.required("status").asString().equals("IN_PROGRESS"));
        assertThat(caller.send("POST", "/v2/wan/cancel/" + id, "").body()).contains("CANCELLED");
        var next = caller.submit("{\"prompt\":\"rain\"}");
        assertThat(caller.ended(next).required("status").asString()).isEqualTo("COMPLETED");
        assertThat(caller.job(id).required("status").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void whatRanWhenItStoppedIsDispatchedAgain() throws Exception {
        var id = caller.submit("{\"prompt\":\"[[slow]]\"}");
        caller.awaited(id, job -> job.path("output").path("phase").asString("").equals("sampling"));
        var port = runPod.port();
        runPod.close();
        runPod = EmbeddedRunPod.start(data, port);
        var again = caller.awaited(id, job -> job.required("status").asString().equals("IN_PROGRESS"));
        assertThat(again.required("retries").asInt()).isOne();
    }

    private String error(String input) throws Exception {
        var job = caller.ended(caller.submit(input));
        assertThat(job.required("status").asString()).isEqualTo("FAILED");
        return job.required("error").asString();
    }

    private static String input(String url, long size, String sha256, String etag) {
        return """
                {"prompt":"rain over a harbour","seed":42,"lorikeet":{"job":"j1","model":"wan22","loras":[{"id":"rain",
                "adapterName":"lora_rain","s3Path":"loras/rain.safetensors","url":"%s","size":%d,"etag":"%s",
                "sha256":"%s","expert":"high","weight":0.8}]}}""".formatted(url, size, etag, sha256);
    }

    private static String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(LORA));
    }
}
