package dev.lorikeet.storage;

import dev.lorikeet.delivery.DeliveryConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@ConfigurationPropertiesScan
@Import(DeliveryConfiguration.class)
public class StorageWorkerApplication {

    /** Its configuration has a name of its own, so that the services can share a class path. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(StorageWorkerApplication.class)
                .properties("spring.config.name=storage-worker")
                .run(arguments);
    }

    public static void main(String[] arguments) {
        start(arguments);
    }
}
