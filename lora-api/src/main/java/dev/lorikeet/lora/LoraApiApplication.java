package dev.lorikeet.lora;

import dev.lorikeet.delivery.DeliveryConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@ConfigurationPropertiesScan
@Import(DeliveryConfiguration.class)
public class LoraApiApplication {
    /** Its configuration file too, so that the services can share a class path. */
    public static final String NAME = "lora-api";

    public static void main(String[] args) {
        System.setProperty("spring.config.name", NAME);
        SpringApplication.run(LoraApiApplication.class, args);
    }
}
