package dev.lorikeet.generation.result;

import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.models.Models;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class ResultConfiguration {
    private static final int WAITING = 100_000;

    /** A result may be large, so only so many are in hand at once. */
    @Bean(destroyMethod = "dispose")
    Scheduler fetchingResults(ResultLimits limits) {
        return Schedulers.newBoundedElastic(limits.atOnce(), WAITING, "results");
    }

    @Bean(destroyMethod = "dispose")
    Scheduler drawingThumbnails(ResultLimits limits) {
        return Schedulers.newBoundedElastic(limits.atOnce(), WAITING, "thumbnails");
    }

    @Bean
    Results results(JobBucket bucket, ResultLimits limits, Models models, Scheduler fetchingResults,
            Scheduler drawingThumbnails) {
        return new Results(bucket, new FromWorker(new Download(limits), limits),
                new Thumbnails(limits, drawingThumbnails), models, fetchingResults);
    }
}
