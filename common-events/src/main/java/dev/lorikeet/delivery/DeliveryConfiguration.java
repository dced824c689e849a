package dev.lorikeet.delivery;

import java.time.Clock;
import java.time.InstantSource;

import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.TracingConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import reactor.core.scheduler.Schedulers;

/** Delivery on the real engines. A service imports this and declares its aggregates and consumers as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryLimits.class)
@Import(TracingConfiguration.class)
public class DeliveryConfiguration {

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(InstantSource clock) {
        return new RandomIds(clock);
    }

    @Bean
    MongoPatience mongoPatience() {
        return new MongoPatience();
    }

    @Bean
    KafkaEventLog eventLog(KafkaProperties kafka, KafkaConnectionDetails connection, DeliveryLimits limits) {
        var clients = kafka.buildAdminProperties();
        clients.put("bootstrap.servers", connection.getBootstrapServers());
        return new KafkaEventLog(clients, limits);
    }

    @Bean
    Delivery delivery(ReactiveMongoDatabaseFactory mongo, EventLog log, InstantSource clock, Ids ids,
            Environment environment, DeliveryLimits limits, MeterRegistry meters, Spans spans) {
        var engines = new Engines(collection -> mongo.getMongoDatabase()
                .map(database -> new MongoDocumentStore(database, collection))
                .blockOptional()
                .orElseThrow(), log, clock, Schedulers.newSingle("delivery", true), ids.next(), spans);
        return new Delivery(environment.getRequiredProperty("spring.application.name"), engines, limits, meters);
    }

    /** The bean's name makes "delivery" a part of the readiness group. */
    @Bean
    DeliveryLifecycle deliveryHealthIndicator(Delivery delivery) {
        return new DeliveryLifecycle(delivery);
    }

    /** The bean's name makes "kafka" a part of the group of dependencies. */
    @Bean
    KafkaHealth kafkaHealthIndicator(KafkaEventLog log) {
        return new KafkaHealth(log);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(Delivery delivery) {
        return new DeadLettersEndpoint(delivery);
    }
}
