package dev.lorikeet.generation.ordering;

import java.security.SecureRandom;

import dev.lorikeet.generation.models.Parameter.Seed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderingConfiguration {

    @Bean
    Seeds seeds() {
        var random = new SecureRandom();
        return new Seeds(() -> random.nextLong(Seed.MOST + 1));
    }
}
