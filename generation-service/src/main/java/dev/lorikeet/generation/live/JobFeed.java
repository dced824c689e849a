package dev.lorikeet.generation.live;

import java.util.Optional;

import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.OfVideo;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.Topic;
import dev.lorikeet.http.live.Feed;
import dev.lorikeet.http.live.Feed.News;
import dev.lorikeet.http.live.LiveChanges;
import dev.lorikeet.http.live.LiveConfiguration;
import dev.lorikeet.http.live.LiveFeeds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every event of a job says that there is something new to see of it. */
@Configuration(proxyBeanMethods = false)
@Import(LiveConfiguration.class)
class JobFeed {

    @Bean
    LiveChanges<GenerationId> jobChanges(LiveFeeds feeds) {
        return feeds.open(new Feed<>(Topic.GENERATION_EVENTS, GenerationEvent.class,
                event -> event instanceof OfVideo video
                        ? Optional.of(new News<>(video.workspace(), video.generation()))
                        : Optional.empty()));
    }
}
