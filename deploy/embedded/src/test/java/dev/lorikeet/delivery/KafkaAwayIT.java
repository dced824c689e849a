package dev.lorikeet.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** An event log whose broker is gone. What outlasts that, subscriptions and tails, is tested elsewhere. */
final class KafkaAwayIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TOPIC = Topic.LORA_EVENTS.topicName();

    /** All at once, for each of them takes its time. */
    @Test
    void isUnavailableToEveryOperation(@TempDir Path directory) {
        var kafka = EmbeddedKafka.start(directory, 0);
        try (var log = new KafkaEventLog(Map.of("bootstrap.servers", kafka.bootstrapServers(), "request.timeout.ms",
                1_000, "default.api.timeout.ms", 2_000), DeliveryLimits.defaults())) {
            var publisher = log.open("before").blockOptional(LIMIT).orElseThrow();
            kafka.close();
            var operations = new TreeMap<String, Mono<?>>(Map.of(
                    "open", log.open("after"),
                    "publish", publisher.publish(List.of(record())),
                    "append", log.append(record()),
                    "drain", log.drain(TOPIC, "group", 1, _ -> Mono.empty()),
                    "isBehind", log.isBehind(TOPIC, "group")));
            assertThat(failures(operations)).hasSameSizeAs(operations)
                    .allSatisfy((_, failure) -> assertThat(failure).isInstanceOf(Unavailable.class));
        } finally {
            kafka.close();
        }
    }

    private static Map<String, Throwable> failures(Map<String, Mono<?>> operations) {
        return Flux.fromIterable(operations.entrySet())
                .flatMap(operation -> operation.getValue()
                        .then(Mono.<Throwable>empty())
                        .onErrorResume(Mono::just)
                        .map(failure -> Map.entry(operation.getKey(), failure)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private static WireRecord record() {
        return new WireRecord(TOPIC, "key", new TreeMap<>(), "{}");
    }
}
