package dev.lorikeet.generation.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.bucket.InMemoryJobBucket;
import dev.lorikeet.generation.catalogue.PlayedLibrary;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.volumes.Presences;
import dev.lorikeet.generation.volumes.VolumeLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class PreparationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(LaneTest.NOW);
    private static final ObjectKey PICTURE = new ObjectKey("inputs/demo/job-1/image.png");
    private static final CallbackToken TOKEN = new CallbackToken(new GenerationId("job-1"), 1,
            "0123456789abcdefghij");
    private final InMemoryJobBucket bucket = new InMemoryJobBucket();

    private Prepared prepared(String endpoint) {
        return prepared(endpoint, Included.model("wan22-i2v").version());
    }

    private Prepared prepared(String endpoint, String version) {
        var delivery = new Delivery("generation-service", new Engines(InMemoryDocumentStore::new,
                new InMemoryEventLog(Schedulers.immediate(), DeliveryLimits.defaults().backOff()), CLOCK,
                Schedulers.immediate(), "one"), DeliveryLimits.defaults(), new SimpleMeterRegistry());
        var parameters = new Parameters(Map.of("prompt", "rain", "negative_prompt", "", "image", PICTURE.value(),
                "width", 480, "height", 832, "frames", 81, "cfg", 3.5, "seed", 7L));
        var job = Job.of(new GenerationId("job-1"), new WorkspaceId("demo"), "kim", endpoint,
                new Order("wan22-i2v", version, parameters, List.of(), OnLoraFailure.FAIL), LaneTest.NOW, null, null);
        var presences = new Presences(delivery, new VolumeLimits(Duration.ofSeconds(3), Duration.ofHours(1),
                Duration.ofMinutes(1), Duration.ofMinutes(10)), CLOCK);
        var stock = new Stock(new PlayedLibrary(delivery).catalogue(), bucket);
        return new Preparation(Included.models(), stock, presences, bucket, LaneTest.limits(1, 1), Workshop.settings(),
                CLOCK)
                .prepare(job, TOKEN)
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void writesTheRequestWithItsPictureItsTokenAndItsLimits() {
        bucket.put(PICTURE, "image/png", "a picture".getBytes(StandardCharsets.UTF_8)).block();
        assertThat(prepared("wan22-i2v")).isInstanceOfSatisfying(Prepared.Ready.class, ready -> {
            var request = JsonMapper.shared().readTree(ready.request());
            assertThat(request.path("input").path("image_base64").asString()).isEqualTo("YSBwaWN0dXJl");
            assertThat(request.path("webhook").asString()).endsWith("/webhooks/runpod/" + TOKEN.text());
            long ttl = request.path("policy").path("ttl").asLong();
            assertThat(ttl).isGreaterThan(2 * request.path("policy").path("executionTimeout").asLong());
            assertThat(ready.forgottenAt()).isAfter(LaneTest.NOW.plusMillis(ttl));
        });
    }

    /** A video of something else would be worse than none. */
    @Test
    void sendsNothingWithoutThePictureThatBelongsToIt() {
        assertThat(prepared("wan22-i2v")).isInstanceOfSatisfying(Prepared.Never.class, never -> {
            assertThat(never.failure().code()).isEqualTo(FailureCode.REJECTED);
            assertThat(never.failure().message())
                    .isEqualTo("A picture that came with the order is gone. Please order again.");
        });
    }

    @Test
    void sendsNothingToAModelThatMoved() {
        assertThat(prepared("another-endpoint")).isInstanceOfSatisfying(Prepared.Never.class,
                never -> assertThat(never.failure().code()).isEqualTo(FailureCode.MODEL_CHANGED));
    }

    /** Another graph, default or limit: what was ordered is not what would be made. */
    @Test
    void sendsNothingToAModelThatTakesItAsSomethingElse() {
        assertThat(prepared("wan22-i2v", "of-last-week")).isInstanceOfSatisfying(Prepared.Never.class, never -> {
            assertThat(never.failure().code()).isEqualTo(FailureCode.MODEL_CHANGED);
            assertThat(never.failure().message())
                    .isEqualTo("The model wan22-i2v is not configured as it was. Please order again.");
        });
    }
}
