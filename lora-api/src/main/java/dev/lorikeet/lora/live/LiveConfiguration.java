package dev.lorikeet.lora.live;

import dev.lorikeet.delivery.Delivery;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    LiveChanges liveChanges(Delivery delivery, LiveSettings settings, MeterRegistry meters) {
        return new LiveChanges(delivery, settings, Schedulers.parallel(), meters);
    }

    /** First of all: the web server waits for its open requests, and a stream would never end by itself. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfLiveChanges(LiveChanges live) {
        return _ -> live.end();
    }
}
