package dev.lorikeet.http.live;

import java.time.Duration;
import java.time.InstantSource;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** In a running application. */
final class LiveConfigurationTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void streamsLastUntilTheApplicationClosesAndNoLonger() {
        new ApplicationContextRunner().withUserConfiguration(OnTwins.class).run(context -> {
            LiveChanges<?> live = context.getBean(LiveChanges.class);
            context.getBean(Delivery.class).start();
            var first = live.since(LiveInstance.FILM, null).next().blockOptional(LIMIT);
            assertThat(first).containsInstanceOf(Change.Still.class);
            var stream = live.since(LiveInstance.FILM, null).collectList().toFuture();
            context.close();
            await().atMost(LIMIT).until(stream::isDone);
        });
    }

    @Configuration(proxyBeanMethods = false)
    @Import(LiveConfiguration.class)
    static class OnTwins {
        @Bean
        LiveChanges<String> changes(LiveFeeds feeds) {
            return feeds.open(LiveInstance.FEED);
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Delivery delivery(MeterRegistry meters) {
            var scheduler = Schedulers.newSingle("twin", true);
            var log = new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff());
            return new Delivery("lora-api", new Engines(InMemoryDocumentStore::new, log, InstantSource.system(),
                    scheduler, "test"), DeliveryLimits.defaults(), meters);
        }
    }
}
