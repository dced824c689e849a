package dev.lorikeet.generation.history;

import java.time.Duration;

import dev.lorikeet.generation.dispatch.WaitingJobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryConfiguration.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** They make reading fast and are not needed for it, so the service starts without MongoDB and waits for it. */
    @Bean(destroyMethod = "dispose")
    Disposable jobIndexes(History history, WaitingJobs waiting) {
        return Mono.defer(history::prepare)
                .then(Mono.defer(waiting::prepare))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST)
                        .maxBackoff(LONGEST)
                        .doBeforeRetry(signal -> LOG.warn("The indexes of the jobs wait: {}",
                                String.valueOf(signal.failure().getMessage()))))
                .subscribe();
    }
}
