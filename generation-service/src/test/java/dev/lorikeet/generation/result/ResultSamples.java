package dev.lorikeet.generation.result;

import java.time.Duration;
import java.util.Set;

import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.Models;
import org.springframework.util.unit.DataSize;
import reactor.core.scheduler.Schedulers;

/** Results for tests of those who use them. */
public final class ResultSamples {
    private static final ResultLimits QUICK = new ResultLimits(DataSize.ofMegabytes(10), 1, Duration.ofSeconds(5),
            Set.of(), Duration.ofHours(1), DataSize.ofBytes(0), Duration.ofSeconds(20));
    private static final FromWorker WORKER = new FromWorker(new Download(QUICK), QUICK);

    private ResultSamples() {}

    static ResultLimits limits() {
        return new ResultLimits(DataSize.ofMegabytes(10), 1, Duration.ofSeconds(5), Set.of(), Duration.ofHours(1),
                DataSize.ofMegabytes(10), Duration.ofSeconds(20));
    }

    /** On the thread of whoever asks. */
    public static Results results(JobBucket bucket) {
        return new Results(bucket, new FromWorker(new Download(limits()), limits()),
                new Thumbnails(limits(), Schedulers.immediate()), Included.models(), Schedulers.immediate());
    }

    /** For thousands of instances: with models that somebody has read already, and without pictures. */
    public static Results results(JobBucket bucket, Models models) {
        return new Results(bucket, WORKER, new Thumbnails(QUICK, Schedulers.immediate()), models,
                Schedulers.immediate());
    }
}
