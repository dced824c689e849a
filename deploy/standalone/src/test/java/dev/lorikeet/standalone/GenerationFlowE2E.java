package dev.lorikeet.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.lorikeet.standalone.metrics.Scrape;
import dev.lorikeet.standalone.metrics.Watch;
import dev.lorikeet.standalone.tracing.Collector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From two files on somebody's disk to a video, through all services and RunPod's stand-in, as a front end sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GenerationFlowE2E {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Of one instance. */
    private static final int MOST_SERIES = 1000;

    private static final String UPLOAD = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String ORDER = "5bf92f3577b34da6a3ce929d0e0e4736";
    private static final String EVENT = "dev.lorikeet.";

    private Collector collector;
    private Standalone standalone;
    private int port;
    private Studio studio;
    private String high;
    private String low;
    private String counted = "";

    @BeforeAll
    void start(@TempDir Path data) {
        port = Processes.sevenFreePorts();
        collector = Collector.start();
        standalone = Standalone.start(new CommandLine(data, port), _ -> {});
        studio = new Studio(port);
        high = studio.high("rain_high_noise.safetensors", 1);
        low = studio.low("rain_low_noise.safetensors", 2);
    }

    @AfterAll
    void stop() {
        try (var _ = collector) {
            standalone.close();
        }
    }

    @Test
    void oneTraceGoesFromTheUploadThroughTheProofToTheLibrary() {
        var member = studio.client().traced("00-" + UPLOAD + "-00f067aa0ba902b7-01");
        var id = member.upload("traced_high_noise.safetensors", WanLora.bytes(4));
        await().atMost(LIMIT).until(() -> member.status(id), "ready"::equals);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                        collector.pathTo(UPLOAD, "storage-worker", "consume " + EVENT + "lora.ready.v1"))
                        .containsExactly(
                                "lora-api: POST /api/lora/{id}/upload/complete",
                                "lora-api: publish " + EVENT + "lora.uploaded.v1",
                                "storage-worker: consume " + EVENT + "lora.uploaded.v1",
                                "storage-worker: work on verifications",
                                "storage-worker: publish " + EVENT + "storage.object-verified.v1",
                                "lora-api: consume " + EVENT + "storage.object-verified.v1",
                                "lora-api: publish " + EVENT + "lora.ready.v1",
                                "storage-worker: consume " + EVENT + "lora.ready.v1"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                        collector.pathTo(UPLOAD, "generation-service", "consume " + EVENT + "catalogue.entry.v1"))
                        .contains("lora-api: publish " + EVENT + "catalogue.entry.v1"));
        print("A file, from the upload to the library", UPLOAD);
        assertNothingIsToldThatIsNobodysBusiness();
    }

    @Test
    void oneTraceGoesFromTheOrderThroughRunPodToTheVideo() {
        var member = new Studio(studio.client().traced("00-" + ORDER + "-00f067aa0ba902b7-01"), port);
        var job = studio.ended(member.order(Studio.body("followed", high, low, "fail")));
        assertThat(job.required("status").asString()).as(job.toString()).isEqualTo("succeeded");
        var order = "generation-service: POST /api/generate";
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(collector.pathTo(ORDER, "generation-service", "ask RunPod"))
                        .containsExactly(order, "generation-service: dispatch a job",
                                "generation-service: ask RunPod"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                        collector.pathTo(ORDER, "lora-api", "consume " + EVENT + "generation.succeeded.v1"))
                        .containsExactly(order, "generation-service: work on generations",
                                "generation-service: publish " + EVENT + "generation.succeeded.v1",
                                "lora-api: consume " + EVENT + "generation.succeeded.v1"));
        assertThat(collector.pathTo(ORDER, "generation-service", "fetch a result")).containsExactly(order,
                "generation-service: work on generations", "generation-service: fetch a result");
        print("A video, from the order to its end", ORDER);
        assertNothingIsToldThatIsNobodysBusiness();
    }

    @Test
    void aRefusalNamesTheTraceInWhichItIsToldAbout() {
        var refused = studio.client().send("GET", "/api/lora/none", null);
        var trace = refused.json().required("traceId").asString();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(collector.spansOf(trace)).singleElement()
                        .satisfies(span -> assertThat(span.attributes())
                                .containsEntry("http.response.status_code", String.valueOf(refused.status()))));
    }

    /** For whoever wants to see what a trace looks like. */
    private void print(String title, String trace) {
        System.out.println(title + ", trace " + trace + ":\n" + collector.tree(trace));
    }

    private void assertNothingIsToldThatIsNobodysBusiness() {
        assertThat(collector.spans()).isNotEmpty().allSatisfy(span -> {
            assertThat(span.name()).doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-").hasSizeLessThan(100);
            assertThat(span.attributes().values()).allSatisfy(value -> assertThat(value).hasSizeLessThan(256)
                    .doesNotContain("X-Amz-", "Bearer", "://"));
        });
    }

    @Test
    void makesAVideoFromTwoLorasAndSaysWhatItWasMadeFrom() {
        var id = studio.order(Studio.body("a harbour at dusk", high, low, "fail"));
        var job = studio.ended(id);
        assertThat(job.required("status").asString()).as(job.toString()).isEqualTo("succeeded");
        var video = studio.client().fetch(job.required("video").required("url").asString());
        assertThat(video.status()).isEqualTo(200);
        assertThat(new String(video.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        var thumbnail = studio.client().fetch(job.required("video").required("thumbnailUrl").asString());
        assertThat(thumbnail.status()).isEqualTo(200);
        var manifest = studio.client()
                .generation("GET", "/api/generate/" + id + "/manifest", null)
                .json()
                .required("manifest");
        assertThat(manifest.at("/used/loras").valueStream().map(lora -> lora.required("id").asString()))
                .containsExactly(high, low);
        assertThat(manifest.at("/used/loras/0/weight").asDouble()).isEqualTo(0.8);
        assertThat(manifest.at("/used/parameters/seed").isIntegralNumber()).isTrue();
        assertThat(manifest.at("/product/sha256")).isEqualTo(job.at("/video/sha256"));
        await().atMost(LIMIT).until(() -> studio.client().lora(high).path("useCount").asLong() >= 1);
    }

    @Test
    void needsNoCallback() {
        studio.misbehave("{\"nextJobs\":[[\"webhook-dropped\"]]}");
        var job = studio.ended(studio.order(Studio.body("no callback", high, "", "fail")));
        assertThat(job.required("status").asString()).as(job.toString()).isEqualTo("succeeded");
    }

    @Test
    void cancelsWhileItIsRunning() {
        studio.misbehave("{\"nextJobs\":[[\"slow\"]]}");
        var id = studio.order(Studio.body("never mind", high, low, "fail"));
        await().atMost(LIMIT).until(() -> studio.job(id).required("status").asString(), "running"::equals);
        assertThat(studio.client().generation("DELETE", "/api/generate/" + id, null).status()).isEqualTo(200);
        assertThat(studio.ended(id).required("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void reducesTheLorasWhenTheGpuIsFullIfThePersonAllowsIt() {
        studio.misbehave("{\"nextJobs\":[[\"out-of-memory\"]]}");
        var job = studio.ended(studio.order(Studio.body("too much", high, low, "reduce")));
        assertThat(job.required("status").asString()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.required("loras")).hasSize(1);
        assertThat(texts(job.required("adjustments"))).singleElement()
                .asString()
                .contains("Reduced LoRA complexity due to memory constraints");
    }

    @Test
    void refusesADeletedLoraWithItsReason() {
        var gone = studio.high("gone_high_noise.safetensors", 3);
        assertThat(studio.client().send("DELETE", "/api/lora/" + gone, null).status()).isEqualTo(200);
        var refused = await().atMost(LIMIT)
                .until(() -> studio.client()
                        .generation("POST", "/api/generate/check", Studio.body("x", gone, "", "fail"))
                        .json(), check -> !check.required("ok").asBoolean());
        assertThat(refused.at("/loras/0/reasons/0").asString()).contains("deleted");
        assertThat(studio.client().generation("POST", "/api/generate", Studio.body("x", gone, "", "fail")).status())
                .isEqualTo(422);
    }

    /** What is asked for and is not there would be an empty screen, and an alert that never comes. */
    @Test
    void dashboardsAndAlertsAskForWhatTheServicesHave() {
        makeAVideoAndFailToMakeAnother();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Watch.missingFrom(studio.client()
                        .scrapes()
                        .values()
                        .stream()
                        .reduce(new Scrape(List.of()), Scrape::and))).isEmpty());
    }

    /** Each value of a label costs memory for as long as Prometheus keeps it. */
    @Test
    void noLabelNamesAPersonAWorkspaceAFileOrAJob() {
        var job = makeAVideoAndFailToMakeAnother();
        var ids = Pattern.compile(String.join("|", high, low, job, "demo", "rain_", "[0-9a-f]{8}-[0-9a-f]{4}-"));
        assertThat(studio.client().scrapes()).allSatisfy((service, scrape) -> {
            assertThat(scrape.withValue(ids)).as(service).isEmpty();
            assertThat(scrape.series()).as("%s has most of: %s", service, scrape.largest())
                    .hasSizeBetween(50, MOST_SERIES);
        });
    }

    /** Once for all that look at what was counted. */
    private String makeAVideoAndFailToMakeAnother() {
        if (!counted.isEmpty()) {
            return counted;
        }
        var made = studio.order(Studio.body("to be counted", high, "", "fail"));
        assertThat(studio.ended(made).required("status").asString()).isEqualTo("succeeded");
        studio.misbehave("{\"nextJobs\":[[\"out-of-memory\"]]}");
        var failed = studio.order(Studio.body("to fail", high, "", "fail"));
        assertThat(studio.ended(failed).required("status").asString()).isEqualTo("failed");
        counted = made;
        return made;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
