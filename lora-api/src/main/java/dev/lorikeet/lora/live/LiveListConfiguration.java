package dev.lorikeet.lora.live;

import dev.lorikeet.http.live.LiveChanges;
import dev.lorikeet.http.live.LiveFeeds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveListConfiguration {

    @Bean
    LiveChanges<LoraChange> liveChanges(LiveFeeds feeds) {
        return feeds.open(LoraChange.FEED);
    }
}
