package dev.lorikeet.standalone;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The clock of services that were off for a long time: tickets have run out meanwhile, and every time of grace. */
@Configuration(proxyBeanMethods = false)
class LaterClock {

    @Bean
    @Primary
    InstantSource later(Environment environment) {
        return InstantSource.offset(InstantSource.system(),
                environment.getRequiredProperty("lorikeet.later", Duration.class));
    }
}
