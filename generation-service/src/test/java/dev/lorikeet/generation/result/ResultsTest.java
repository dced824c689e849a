package dev.lorikeet.generation.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import com.sun.management.ThreadMXBean;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.embedded.runpod.video.Rendering;
import dev.lorikeet.embedded.runpod.video.Scene;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.generation.bucket.InMemoryJobBucket;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.JobSamples;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.result.Results.Kept;
import dev.lorikeet.generation.runpod.Output;
import dev.lorikeet.generation.runpod.RemoteJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ResultsTest {
    private static final ObjectKey MP4 = new ObjectKey("videos/demo/job-1.mp4");
    private static final ObjectKey THUMBNAIL = new ObjectKey("videos/demo/job-1.thumbnail.jpg");
    private final InMemoryJobBucket bucket = new InMemoryJobBucket();
    private Set<Path> before = Set.of();

    @BeforeEach
    void look() {
        before = temporary();
    }

    /** Whatever became of a result, nothing of it stays on this machine. */
    @AfterEach
    void leavesNothingBehind() {
        assertThat(temporary()).isEqualTo(before);
    }

    private static Set<Path> temporary() {
        var ours = "result-" + ProcessHandle.current().pid() + "-";
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ours))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResultLimits limits(String... trusted) {
        return new ResultLimits(DataSize.ofMegabytes(100), 1, Duration.ofSeconds(5), Set.of(trusted),
                Duration.ofHours(1), DataSize.ofMegabytes(64), Duration.ofSeconds(20));
    }

    private static Results results(JobBucket bucket, String... trusted) {
        var limits = limits(trusted);
        return new Results(bucket, new FromWorker(new Download(limits), limits),
                new Thumbnails(limits, Schedulers.immediate()), Included.models(), Schedulers.immediate());
    }

    private static RemoteJob job(Output output) {
        return new RemoteJob("remote-u1", RemoteJob.Status.COMPLETED, output, null, 1L, 2L, "w", 0);
    }

    private static RemoteJob returning(byte[] bytes) {
        return returning(Base64.getEncoder().encodeToString(bytes));
    }

    private static RemoteJob returning(String text) {
        return job(new Output.Here(JsonNodeFactory.instance.objectNode().put("video", text)));
    }

    private Kept keep(RemoteJob remote) {
        return results(bucket).keep(JobSamples.job(), remote, false).blockOptional().orElseThrow();
    }

    private Kept keepPicture(RemoteJob remote) {
        var job = JobSamples.job();
        var order = new Order("flux-krea", "v1", job.asked().parameters(), List.of(), job.asked().onLoraFailure());
        return results(bucket).keep(Job.of(job.id(), job.workspace(), job.subject(), job.endpoint(), order,
                job.requestedAt(), null, null), remote, false).blockOptional().orElseThrow();
    }

    private void isNothing(RemoteJob remote, FailureCode code) {
        assertThat(keep(remote)).isInstanceOfSatisfying(Kept.Nothing.class,
                nothing -> assertThat(nothing.failure().code()).isEqualTo(code));
        assertThat(bucket.holds(MP4)).isFalse();
    }

    private static byte[] video() {
        try {
            return new Rendering(480, 272, 3, 16).video(new Scene("wan22", "a harbour", 7, List.of("one")), _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(int width, int height) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsAVideoUnderTheJobsNameWithOneOfItsFrames() throws IOException {
        var bytes = video();
        assertThat(keep(returning(bytes))).isInstanceOfSatisfying(Kept.Stored.class, stored -> {
            assertThat(stored.video().key()).isEqualTo(MP4);
            assertThat(stored.video().contentType()).isEqualTo("video/mp4");
            assertThat(stored.video().size()).isEqualTo(bytes.length);
            assertThat(stored.video().sha256()).isEqualTo(Sha256.of(bytes));
            assertThat(stored.video().thumbnail()).isEqualTo(THUMBNAIL);
        });
        assertThat(bucket.read(MP4).block()).isEqualTo(bytes);
        var frame = ImageIO.read(new ByteArrayInputStream(bucket.read(THUMBNAIL).blockOptional().orElseThrow()));
        assertThat(frame.getWidth()).isEqualTo(480);
        assertThat(frame.getHeight()).isEqualTo(272);
        assertThat(frame.getRaster().getSampleModel().getNumBands()).isEqualTo(3);
    }

    @Test
    void changesNothingWhenItIsDoneAgain() {
        var remote = returning(video());
        var first = keep(remote);
        assertThat(keep(remote)).isEqualTo(first);
    }

    @Test
    void keepsWhatALaterAttemptStoredWhenAnEarlierOneIsLate() {
        var bytes = video();
        var later = results(bucket).keep(JobSamples.tried(), returning(bytes), false).blockOptional().orElseThrow();
        keep(returning("\0\0\0\u001cftypisom of the attempt that was given up".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(later).isInstanceOfSatisfying(Kept.Stored.class, stored -> {
            assertThat(stored.video().key()).isEqualTo(new ObjectKey("videos/demo/job-1.2.mp4"));
            assertThat(stored.video().thumbnail()).isEqualTo(new ObjectKey("videos/demo/job-1.2.thumbnail.jpg"));
            assertThat(bucket.read(stored.video().key()).block()).isEqualTo(bytes);
        });
    }

    @Test
    void makesASmallPictureOfALargeOne() throws IOException {
        keepPicture(returning(png(2000, 1000)));
        var small = ImageIO.read(new ByteArrayInputStream(bucket.read(THUMBNAIL).blockOptional().orElseThrow()));
        assertThat(small.getWidth()).isEqualTo(480);
        assertThat(small.getHeight()).isEqualTo(240);
    }

    @Test
    void unpacksNoPictureThatIsFarTooLarge() {
        assertThat(keepPicture(returning(png(20_000, 20_000)))).isInstanceOfSatisfying(Kept.Stored.class,
                stored -> assertThat(stored.video().thumbnail()).isNull());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var remote = returning(png(20_000, 20_000));
        long allocated = threads.getCurrentThreadAllocatedBytes();
        keepPicture(remote);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(20_000_000);
    }

    @Test
    void keepsAVideoWhoseFrameNobodyCanRead() {
        var bytes = "\0\0\0\u001cftypisom and then nothing that anybody could read as a video"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(keep(returning(bytes))).isInstanceOfSatisfying(Kept.Stored.class,
                stored -> assertThat(stored.video().thumbnail()).isNull());
    }

    /** The number of frames makes whoever believes it reserve 8 GB. */
    @Test
    void keepsAVideoThatClaimsMoreFramesThanFitIntoMemory() {
        var bytes = ("\0\0\0\u0018ftypisom\0\0\2\0isommp42\0\0\0<moov\0\0\0" + "4trak"
                + "\0\0\0,mdia\0\0\0$minf\0\0\0\u001cstbl\0\0\0\u0014stsz"
                + "\0\0\0\0\0\0\0\0\u007f\u00ff\u00ff\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(keep(returning(bytes))).isInstanceOfSatisfying(Kept.Stored.class,
                stored -> assertThat(stored.video().thumbnail()).isNull());
    }

    @Test
    void givesUpAThumbnailThatTakesTooLong() {
        var hanging = Schedulers.fromExecutor(_ -> {});
        var limits = new ResultLimits(DataSize.ofMegabytes(1), 1, Duration.ofSeconds(5), Set.of(),
                Duration.ofHours(1), DataSize.ofMegabytes(64), Duration.ofMillis(100));
        var results = new Results(bucket, new FromWorker(new Download(limits), limits),
                new Thumbnails(limits, hanging), Included.models(), Schedulers.immediate());
        assertThat(results.keep(JobSamples.job(), returning(video()), false).block()).isInstanceOfSatisfying(
                Kept.Stored.class, stored -> assertThat(stored.video().thumbnail()).isNull());
    }

    @Test
    void makesNoThumbnailOfAFileThatIsTooLarge(@TempDir Path directory) throws IOException {
        var file = Files.write(directory.resolve("a.mp4"), video());
        var most = new ResultLimits(DataSize.ofMegabytes(1), 1, Duration.ofSeconds(5), Set.of(),
                Duration.ofHours(1), DataSize.ofBytes(Files.size(file) - 1), Duration.ofSeconds(20));
        assertThat(new Thumbnails(most, Schedulers.immediate()).of(file, MediaType.MP4).hasElement().block())
                .isFalse();
        assertThat(new Thumbnails(limits(), Schedulers.immediate()).of(file, MediaType.MP4).hasElement().block())
                .isTrue();
    }

    @Test
    void keepsNothingOfAnAnswerThatNobodyCanRead(@TempDir Path directory) throws IOException {
        var answer = directory.resolve("answer.json");
        Files.writeString(answer, "{\"id\":\"remote-u1\",\"output\":" + "[".repeat(100_000));
        isNothing(job(new Output.OnDisk(answer)), FailureCode.OUTPUT_INVALID);
    }

    @Test
    void keepsNothingThatIsNoVideo() {
        isNothing(returning("<html><body>This is not what you asked for.</body></html>"
                .getBytes(StandardCharsets.UTF_8)), FailureCode.OUTPUT_INVALID);
        isNothing(returning("AAAAHGZ0eXBpc29tAAACAGlzb20A="), FailureCode.OUTPUT_INVALID);
        isNothing(returning("~~~~~ not base64 at all ~~~~~~"), FailureCode.OUTPUT_INVALID);
        isNothing(job(new Output.None()), FailureCode.OUTPUT_MISSING);
        isNothing(returning("http://files.example.org/a.mp4"), FailureCode.OUTPUT_INVALID);
        isNothing(returning("https://127.0.0.1/a.mp4"), FailureCode.OUTPUT_INVALID);
    }

    @Test
    void keepsNoPictureWhereAVideoWasOrderedAndNoVideoWhereAPictureWas() {
        isNothing(returning(png(20, 10)), FailureCode.OUTPUT_INVALID);
        assertThat(keepPicture(returning(video()))).isInstanceOf(Kept.Nothing.class);
        assertThat(keepPicture(returning(png(20, 10)))).isInstanceOf(Kept.Stored.class);
    }

    @Test
    void givesUpAnAddressThatIsAwayTheLastTimeButNeverTheBucket() {
        var remote = returning("http://127.0.0.1:1/a.mp4");
        assertThat(results(bucket, "127.0.0.1").keep(JobSamples.job(), remote, true).block())
                .isInstanceOfSatisfying(Kept.Nothing.class, nothing -> {
                    assertThat(nothing.failure().code()).isEqualTo(FailureCode.OUTPUT_INVALID);
                    assertThat(nothing.failure().message()).contains("could not be fetched");
                });
        assertThatThrownBy(() -> results(new AwayBucket()).keep(JobSamples.job(), returning(video()), true).block())
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void triesAgainWhenTheBucketOrTheAddressIsAway() {
        var away = new AwayBucket();
        assertThatThrownBy(() -> results(away).keep(JobSamples.job(), returning(video()), false).block())
                .isInstanceOf(Unavailable.class);
        assertThat(away.puts).hasValue(1);
        var address = URI.create("http://127.0.0.1:1/a.mp4");
        assertThatThrownBy(
                () -> results(bucket, "127.0.0.1").keep(JobSamples.job(), returning(address.toString()), false)
                        .block())
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void deletesWhatItHadWhenNobodyWantsItAnyMore() {
        var never = new AwayBucket() {
            @Override
            public Mono<Void> put(ObjectKey key, String contentType, Path file) {
                return Mono.never();
            }
        };
        results(never).keep(JobSamples.job(), returning(video()), false).subscribe().dispose();
    }

    /** Most of the video is air, but it is large. */
    @Test
    void needsOnlyAFewTimesTheSizeOfALargeAnswer(@TempDir Path directory) throws IOException {
        var video = new byte[15_000_000];
        System.arraycopy(video(), 0, video, 0, 2000);
        var answer = directory.resolve("answer.json");
        JsonMapper.shared()
                .writeValue(answer.toFile(), JsonNodeFactory.instance.objectNode()
                        .put("id", "remote-u1")
                        .set("output", JsonNodeFactory.instance.objectNode()
                                .put("video", "data:video/mp4;base64," + Base64.getEncoder().encodeToString(video))));
        var onDisk = new AwayBucket() {
            @Override
            public Mono<Void> put(ObjectKey key, String contentType, Path file) {
                return Mono.empty();
            }
        };
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        results(onDisk).keep(JobSamples.job(), job(new Output.OnDisk(answer)), false).block();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10L * video.length);
    }

    private static class AwayBucket implements JobBucket {
        private final InMemoryJobBucket others = new InMemoryJobBucket();
        private final AtomicInteger puts = new AtomicInteger();

        @Override
        public Mono<StoredObject> describe(ObjectKey key) {
            return others.describe(key);
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
            return others.put(key, contentType, bytes);
        }

        @Override
        public Mono<byte[]> read(ObjectKey key) {
            return others.read(key);
        }

        @Override
        public SignedUrl sign(ObjectKey key, Instant until) {
            return others.sign(key, until);
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, Path file) {
            puts.incrementAndGet();
            return Mono.error(new Unavailable("S3 is away", Duration.ofSeconds(1)));
        }
    }
}
