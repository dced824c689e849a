package dev.lorikeet.lora;

import dev.lorikeet.delivery.DeliveryConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@ConfigurationPropertiesScan
@Import(DeliveryConfiguration.class)
public class LoraApiApplication {

    /** Its configuration has a name of its own, so that the services can share a class path. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(LoraApiApplication.class)
                .properties("spring.config.name=lora-api")
                .run(arguments);
    }

    public static void main(String[] arguments) {
        start(arguments);
    }
}
