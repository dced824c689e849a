package dev.lorikeet.delivery;

import java.util.Arrays;
import java.util.Map;

import dev.lorikeet.event.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/** {@code POST /actuator/deadletters/{topic}} gives this service's dead letters of a topic another try. */
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {
    private static final int LIMIT = 1_000;

    private final DeadLetters deadLetters;
    private final String group;

    DeadLettersEndpoint(DeadLetters deadLetters, String group) {
        this.deadLetters = deadLetters;
        this.group = group;
    }

    @WriteOperation
    Mono<Map<String, Object>> replay(@Selector String topic, @Nullable Integer limit) {
        var chosen = Arrays.stream(Topic.values())
                .filter(one -> one.topicName().equals(topic) && one.groups().contains(group))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(group + " does not read a topic " + topic));
        return deadLetters.replay(chosen, group, limit == null ? LIMIT : limit)
                .map(count -> Map.of("topic", topic, "replayed", count));
    }
}
