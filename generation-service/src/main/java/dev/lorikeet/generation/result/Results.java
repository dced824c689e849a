package dev.lorikeet.generation.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.Video;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.runpod.RemoteJob;
import dev.lorikeet.trace.Step;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes what a worker returned into our bucket: found wherever the worker put it, told by its bytes to be a video, and
 * stored under a name of the job's attempt, so that doing it again changes nothing.
 */
public class Results {
    private final JobBucket bucket;
    private final FromWorker worker;
    private final Thumbnails thumbnails;
    private final Models models;
    private final Scheduler fetching;

    /** @param fetching has as many threads as results may be in memory at once */
    Results(JobBucket bucket, FromWorker worker, Thumbnails thumbnails, Models models, Scheduler fetching) {
        this.bucket = bucket;
        this.worker = worker;
        this.thumbnails = thumbnails;
        this.models = models;
        this.fetching = fetching;
    }

    /** What became of a result. */
    public sealed interface Kept {
        record Stored(Video video) implements Kept {}

        record Nothing(Failure failure) implements Kept {}
    }

    /**
     * Takes it in.
     *
     * @param last what an address does not give this time, it will not give any more
     */
    public Mono<Kept> keep(Job job, RemoteJob remote, boolean last) {
        var wanted = models.find(job.used().model()).map(ModelConfiguration::output);
        return Step.of("fetch a result", SpanKind.INTERNAL, Attributes.empty(), Mono.using(Results::temporary,
                file -> Mono.fromCallable(() -> worker.fetch(remote, wanted, last, file))
                        .flatMap(fetched -> switch (fetched) {
                            case Fetched.Nothing(var failure) -> Mono.<Kept>just(new Kept.Nothing(failure));
                            case Fetched.File(var path, var type, var size, var digest) ->
                                stored(job, path, type, size, digest);
                        }),
                Results::delete)
                .subscribeOn(fetching));
    }

    /** Named after the process, so that it can be told who left one behind. */
    private static Path temporary() throws IOException {
        return Files.createTempFile("result-" + ProcessHandle.current().pid() + "-", ".bin");
    }

    private Mono<Kept> stored(Job job, Path file, MediaType type, long size, Sha256 digest) {
        var name = name(job);
        var key = new ObjectKey("videos/" + name + "." + type.suffix());
        return bucket.put(key, type.contentType(), file)
                .then(thumbnail(name, file, type))
                .map(thumbnail -> new Kept.Stored(
                        new Video(key, type.contentType(), size, digest, thumbnail.orElse(null))));
    }

    /** An attempt that was given up may still be storing its file when a later one has succeeded. */
    private static String name(Job job) {
        var name = job.workspace().value() + "/" + job.id().value();
        return job.lastAttempt() <= 1 ? name : name + "." + job.lastAttempt();
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
