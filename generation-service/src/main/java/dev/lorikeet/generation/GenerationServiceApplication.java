package dev.lorikeet.generation;

import java.time.Duration;

import dev.lorikeet.delivery.DeliveryConfiguration;
import dev.lorikeet.http.access.AccessConfiguration;
import dev.lorikeet.http.live.LiveConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;

@SpringBootApplication
@ConfigurationPropertiesScan
@Import({DeliveryConfiguration.class, AccessConfiguration.class, LiveConfiguration.class})
public class GenerationServiceApplication {

    /** Its own threads: with the global ones, the end of one service would be the end of all others in the process. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    /** Its configuration has a name of its own, so that the services can share a class path. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(GenerationServiceApplication.class)
                .properties("spring.config.name=generation-service")
                .run(arguments);
    }

    public static void main(String[] arguments) {
        start(arguments);
    }
}
