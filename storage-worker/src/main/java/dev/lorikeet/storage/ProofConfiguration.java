package dev.lorikeet.storage;

import java.time.Duration;

import dev.lorikeet.storage.hashing.Digester;
import dev.lorikeet.storage.hashing.HashingLimits;
import dev.lorikeet.storage.hashing.Hashings;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.scanner.Clamd;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.verification.Contents;
import dev.lorikeet.storage.verification.Examination;
import dev.lorikeet.storage.verification.ExaminationLimits;
import dev.lorikeet.storage.verification.VerificationMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Where the service's own threads are chosen, and what has to be there before its first work. */
@Configuration(proxyBeanMethods = false)
class ProofConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ProofConfiguration.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Bean
    Examination examination(ObjectStore objects, Contents contents, Clamd scanner, ExaminationLimits limits,
            VerificationMeters meters) {
        return new Examination(objects, contents, scanner, limits, meters, Schedulers.boundedElastic());
    }

    @Bean
    Digester digester(ObjectStore objects, HashingLimits limits) {
        return new Digester(objects, limits, Schedulers.boundedElastic(), Schedulers.parallel());
    }

    /** Tried until MongoDB is there; without it nothing else goes on either. */
    @Bean
    ApplicationRunner firstSteps(ReactiveMongoTemplate mongo, Sweeps sweeps) {
        var lookup = mongo.indexOps(Hashings.COLLECTION)
                .createIndex(new Index("list." + Hashings.DIGEST, Sort.Direction.ASC).sparse());
        return _ -> {
            var _ = lookup.then(Mono.defer(sweeps::plan))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_WAIT)
                            .maxBackoff(LONGEST_WAIT)
                            .doBeforeRetry(signal -> LOG.warn("The first steps wait: {}", signal.failure().toString())))
                    .subscribe();
        };
    }
}
