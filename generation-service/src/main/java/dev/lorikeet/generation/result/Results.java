package dev.lorikeet.generation.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.Video;
import dev.lorikeet.generation.runpod.JobJson;
import dev.lorikeet.generation.runpod.RemoteJob;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Takes what a worker returned into our bucket: found wherever the worker put it, told by its bytes to be a video, and
 * stored under the job's own name, so that doing it again changes nothing.
 */
public class Results {
    private final JobBucket bucket;
    private final Download download;
    private final Thumbnails thumbnails;
    private final ResultLimits limits;
    private final Scheduler fetching;

    /** @param fetching has as many threads as results may be in memory at once */
    Results(JobBucket bucket, Download download, Thumbnails thumbnails, ResultLimits limits, Scheduler fetching) {
        this.bucket = bucket;
        this.download = download;
        this.thumbnails = thumbnails;
        this.limits = limits;
        this.fetching = fetching;
    }

    /** What became of a result. */
    public sealed interface Kept {
        record Stored(Video video) implements Kept {}

        record Nothing(Failure failure) implements Kept {}
    }

    public Mono<Kept> keep(Job job, RemoteJob remote) {
        return Mono.using(Results::temporary,
                file -> Mono.fromCallable(() -> readable(remote, file))
                        .flatMap(fetched -> switch (fetched) {
                            case Fetched.Nothing(var failure) -> Mono.<Kept>just(new Kept.Nothing(failure));
                            case Fetched.File(var path, var type, var size, var digest) ->
                                stored(job, path, type, size, digest);
                        }),
                Results::delete)
                .subscribeOn(fetching);
    }

    private static Path temporary() throws IOException {
        return Files.createTempFile("result-", ".bin");
    }

    /** What no try will ever read must not be tried for ever, and Reactor says nothing of the JVM's own errors. */
    private Fetched readable(RemoteJob remote, Path file) throws IOException {
        try {
            return fetched(remote, file);
        } catch (Unavailable | JacksonIOException | UncheckedIOException ours) {
            throw ours;
        } catch (RuntimeException | Error unreadable) {
            return nothing("The worker returned something that is too large or too twisted to be read.");
        }
    }

    private Fetched fetched(RemoteJob remote, Path file) throws IOException {
        return switch (WorkerOutput.read(JobJson.output(remote.output()))) {
            case WorkerOutput.Nothing(var failure) -> new Fetched.Nothing(failure);
            case WorkerOutput.Inline(var text, var from) -> decoded(new Latin1Stream(text, from), file)
                    ? told(file)
                    : nothing("The worker returned something that is not base64 where the video should be.");
            case WorkerOutput.Link(var address) -> {
                var refusal = download.to(file, address, limits.largest().toBytes());
                yield refusal.isEmpty() ? told(file) : nothing(refusal.get());
            }
        };
    }

    /** A full disk of ours is no fault of the worker's, so that fails. */
    private static boolean decoded(InputStream letters, Path file) throws IOException {
        try (var in = Base64.getMimeDecoder().wrap(letters); var out = Files.newOutputStream(file)) {
            var chunk = new byte[1 << 16];
            for (int read = next(in, chunk); read >= 0; read = next(in, chunk)) {
                out.write(chunk, 0, read);
            }
            return true;
        } catch (NotBase64 _) {
            return false;
        }
    }

    private static int next(InputStream in, byte[] chunk) throws NotBase64 {
        try {
            return in.read(chunk);
        } catch (IOException wrong) {
            throw new NotBase64(wrong);
        }
    }

    private static final class NotBase64 extends IOException {
        private static final long serialVersionUID = 1L;

        NotBase64(IOException cause) {
            super(cause);
        }
    }

    private static Fetched told(Path file) throws IOException {
        long size = Files.size(file);
        byte[] beginning;
        try (var in = Files.newInputStream(file)) {
            beginning = in.readNBytes(MediaType.BYTES);
        }
        var type = MediaType.of(beginning, size);
        return type.isPresent()
                ? new Fetched.File(file, type.get(), size, digest(file))
                : nothing("The worker returned something that is neither a video nor a picture.");
    }

    private static Fetched nothing(String why) {
        return new Fetched.Nothing(Failure.of(FailureCode.OUTPUT_INVALID, why));
    }

    private static Sha256 digest(Path file) throws IOException {
        return new Sha256(HexFormat.of().formatHex(Digest.sha256(file)));
    }

    private Mono<Kept> stored(Job job, Path file, MediaType type, long size, Sha256 digest) {
        var name = job.workspace().value() + "/" + job.id().value();
        var key = new ObjectKey("videos/" + name + "." + type.suffix());
        return bucket.put(key, type.contentType(), file)
                .then(thumbnail(name, file, type))
                .map(thumbnail -> new Kept.Stored(
                        new Video(key, type.contentType(), size, digest, thumbnail.orElse(null))));
    }

    /** Nice to have: a video without one is a video. */
    private Mono<Optional<ObjectKey>> thumbnail(String name, Path file, MediaType type) {
        var key = new ObjectKey("videos/" + name + ".thumbnail.jpg");
        return thumbnails.of(file, type)
                .flatMap(jpeg -> bucket.put(key, "image/jpeg", jpeg).thenReturn(Optional.of(key)))
                .onErrorResume(_ -> Mono.empty())
                .defaultIfEmpty(Optional.empty());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
