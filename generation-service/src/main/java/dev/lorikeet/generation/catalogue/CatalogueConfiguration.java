package dev.lorikeet.generation.catalogue;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.util.retry.Retry;

/** Looks at the age of the copy at every start, as soon as MongoDB is there. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueConfiguration.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Bean
    ApplicationRunner upkeepOfTheCopy(Upkeep upkeep) {
        return _ -> upkeep.plan()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST)
                        .maxBackoff(LONGEST)
                        .doBeforeRetry(signal -> LOG.warn("The upkeep of the catalogue waits: {}",
                                String.valueOf(signal.failure().getMessage()))))
                .subscribe();
    }
}
