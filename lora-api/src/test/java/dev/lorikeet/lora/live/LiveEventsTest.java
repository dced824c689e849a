package dev.lorikeet.lora.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.http.live.Change;
import dev.lorikeet.http.live.LastEventId;
import dev.lorikeet.http.live.LiveStreams;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes over the wire, through the framework's own writer. */
final class LiveEventsTest {
    private static final LoraId LORA = new LoraId("a");

    @Test
    void sendsANewLoraAsItIsNow() {
        assertThat(sent(told(new LoraChange.Added(LORA), new LastEventId("1.0"))))
                .isEqualTo("id:1.0\nevent:added\ndata:{\"success\":true,\"lora\":{\"id\":\"a\"}}\n\n");
    }

    @Test
    void sendsAChangedLoraAsItIsNow() {
        assertThat(sent(told(new LoraChange.Changed(LORA), new LastEventId("1.0"))))
                .isEqualTo("id:1.0\nevent:changed\ndata:{\"success\":true,\"lora\":{\"id\":\"a\"}}\n\n");
    }

    @Test
    void sendsTheIdOfWhatIsRemoved() {
        assertThat(sent(told(new LoraChange.Removed(LORA), new LastEventId("1.0"))))
                .isEqualTo("id:1.0\nevent:removed\ndata:{\"success\":true,\"id\":\"a\"}\n\n");
    }

    @Test
    void sendsWhatIsGoneMeanwhileAsRemoved() {
        assertThat(sent(told(new LoraChange.Changed(new LoraId("gone")), new LastEventId("1.0"))))
                .isEqualTo("id:1.0\nevent:removed\ndata:{\"success\":true,\"id\":\"gone\"}\n\n");
    }

    @Test
    void asksToReload() {
        assertThat(sent(new Change.Reset<>(new LastEventId("1.0"))))
                .isEqualTo("id:1.0\nevent:reset\ndata:{\"success\":true}\n\n");
    }

    @Test
    void beatsWithACommentAndAnId() {
        assertThat(sent(new Change.Still<>(new LastEventId("1.0")))).isEqualTo("id:1.0\n:still here\n\n");
    }

    @Test
    void endsWhenALoraCannotBeLoadedSoThatTheClientComesBackForIt() {
        assertThat(sent(told(new LoraChange.Removed(LORA), new LastEventId("1.0")),
                told(new LoraChange.Changed(new LoraId("away")), new LastEventId("2.0")),
                told(new LoraChange.Removed(LORA), new LastEventId("3.0"))))
                .isEqualTo("id:1.0\nevent:removed\ndata:{\"success\":true,\"id\":\"a\"}\n\n");
    }

    private static Change<LoraChange> told(LoraChange change, LastEventId id) {
        return new Change.Told<>(change, id);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static String sent(Change<LoraChange>... changes) {
        return new String(WebTestClient.bindToController(new OneStream(Flux.just(changes)))
                .build()
                .get()
                .uri("/stream")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/event-stream")
                .expectBody()
                .returnResult()
                .getResponseBodyContent(), StandardCharsets.UTF_8);
    }

    @RestController
    static final class OneStream {
        private final Flux<Change<LoraChange>> changes;

        OneStream(Flux<Change<LoraChange>> changes) {
            this.changes = changes;
        }

        @GetMapping("/stream")
        Flux<ServerSentEvent<Object>> stream() {
            return LiveStreams.events(changes, change -> LoraMessages.of(change, OneStream::view));
        }

        private static Mono<?> view(LoraId lora) {
            return switch (lora.value()) {
                case "gone" -> Mono.empty();
                case "away" -> Mono.error(new Unavailable("MongoDB is away", Duration.ofSeconds(1)));
                default -> Mono.just(Map.of("id", lora));
            };
        }
    }
}
