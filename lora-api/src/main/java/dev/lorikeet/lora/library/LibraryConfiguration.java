package dev.lorikeet.lora.library;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.util.retry.Retry;

/** Makes the indexes of the lists, as soon as MongoDB is there. */
@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryConfiguration.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Bean
    ApplicationRunner libraryIndexes(LibraryStore store) {
        return _ -> store.prepare()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST)
                        .maxBackoff(LONGEST)
                        .doBeforeRetry(signal -> LOG.warn("The indexes of the library wait: {}",
                                String.valueOf(signal.failure().getMessage()))))
                .subscribe();
    }
}
