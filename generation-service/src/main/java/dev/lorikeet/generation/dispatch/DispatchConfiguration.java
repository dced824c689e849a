package dev.lorikeet.generation.dispatch;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;

import dev.lorikeet.generation.models.Models;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;

@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
    private static final int BYTES = 32;

    @Bean
    Secrets secrets() {
        var random = new SecureRandom();
        return new Secrets(() -> {
            var bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    /** What was waiting when the last instance ended need not wait for its lease. */
    @Bean
    ApplicationRunner firstRounds(Dispatcher dispatcher, Models models) {
        return _ -> models.all().forEach(model -> dispatcher.nudge(model.worker().endpoint()));
    }

    @Bean
    WaitingJobs waitingJobs(ReactiveMongoDatabaseFactory mongo) {
        return new MongoWaitingJobs(mongo);
    }

    @Bean
    QueueMeters queueMeters(WaitingJobs waiting, Models models, InstantSource clock, MeterRegistry registry) {
        var endpoints = models.all().stream().map(model -> model.worker().endpoint()).toList();
        return new QueueMeters(endpoints, waiting, clock, registry);
    }
}
