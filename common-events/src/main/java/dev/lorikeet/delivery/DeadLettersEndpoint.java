package dev.lorikeet.delivery;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/** {@code POST /actuator/deadletters/{topic}} gives this service's dead letters of a topic another try. */
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {
    private static final int LIMIT = 1_000;

    private final Delivery delivery;

    DeadLettersEndpoint(Delivery delivery) {
        this.delivery = delivery;
    }

    @WriteOperation
    Mono<Map<String, Object>> replay(@Selector String topic, @Nullable Integer limit) {
        var chosen = delivery.topics()
                .stream()
                .filter(one -> one.topicName().equals(topic))
                .findFirst()
                .orElseThrow(() -> new InvalidEndpointRequestException("not a topic of this service",
                        "This service does not read " + topic + "; it reads " + delivery.topics()));
        return delivery.replay(chosen, limit == null ? LIMIT : limit)
                .map(count -> Map.of("topic", topic, "replayed", count));
    }
}
