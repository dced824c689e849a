package dev.lorikeet.generation.history;

import dev.lorikeet.generation.dispatch.WaitingJobs;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    /** The indexes, before anybody asks. */
    @Bean
    SmartInitializingSingleton jobIndexes(History history, WaitingJobs waiting) {
        return () -> history.prepare().then(waiting.prepare()).block();
    }
}
