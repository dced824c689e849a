package dev.lorikeet.http.live;

import java.time.InstantSource;

import dev.lorikeet.delivery.Delivery;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.scheduler.Schedulers;

/** Live streams. A service imports this, opens its {@link Feed} in a bean, and sends it by {@link LiveStreams}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveSettings.class)
public class LiveConfiguration {

    @Bean
    LiveFeeds liveFeeds(Delivery delivery, LiveSettings settings, MeterRegistry meters) {
        return new LiveFeeds(delivery, settings, Schedulers.parallel(), meters);
    }

    @Bean
    LiveStreams liveStreams(LiveSettings settings, InstantSource clock) {
        return new LiveStreams(settings, clock);
    }

    /** First of all: the web server waits for its open requests, and a stream would never end by itself. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfLiveFeeds(LiveFeeds live) {
        return _ -> live.end();
    }
}
