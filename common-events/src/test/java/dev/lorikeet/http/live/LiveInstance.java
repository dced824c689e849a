package dev.lorikeet.http.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.live.Feed.News;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** One instance's live list, without the rest of the service. */
public record LiveInstance(LiveFeeds feeds, LiveChanges<String> changes, Delivery delivery,
        SimpleMeterRegistry meters) {
    /** In the words that {@link Watching#loras} gives back. */
    static final Feed<LoraEvent, String> FEED = new Feed<>(Topic.LORA_EVENTS, LoraEvent.class,
            event -> Optional.of(new News<>(event.workspace(), switch (event) {
                case LoraEvent.LoraRestored(var lora, var _, var _) -> "+" + lora.value();
                case LoraEvent.LoraDeleted(var lora, var _, var _, var _) -> "-" + lora.value();
                default -> event.lora().value();
            })));

    static final WorkspaceId FILM = new WorkspaceId("film");
    static final WorkspaceId MUSIC = new WorkspaceId("music");

    static LiveInstance on(EventLog log, InstantSource clock, Scheduler scheduler, LiveSettings settings) {
        var meters = new SimpleMeterRegistry();
        var delivery = new Delivery("lora-api", new Engines(InMemoryDocumentStore::new, log, clock, scheduler, "test"),
                DeliveryLimits.defaults(), meters);
        var feeds = new LiveFeeds(delivery, settings, scheduler, meters);
        return new LiveInstance(feeds, feeds.open(FEED), delivery, meters);
    }

    Watching watch(WorkspaceId workspace, @Nullable LastEventId id) {
        var seen = new CopyOnWriteArrayList<Change<String>>();
        return new Watching(seen, changes.since(workspace, id).subscribe(seen::add, _ -> {}));
    }

    double open() {
        return meters.get("lorikeet.live.streams").gauge().value();
    }

    /** What a client has been told. */
    record Watching(List<Change<String>> all, Disposable subscription) {
        List<String> loras() {
            return all.stream()
                    .filter(change -> !(change instanceof Change.Still))
                    .map(change -> switch (change) {
                        case Change.Told<String>(var what, var _) -> what;
                        case Change.Reset<String> _ -> "reset";
                        case Change.Still<String> _ -> "still";
                    })
                    .toList();
        }

        LastEventId last() {
            return all.getLast().id();
        }

        /** The id that came with the change at this place. */
        LastEventId idOf(int change) {
            return all.stream()
                    .filter(one -> !(one instanceof Change.Still))
                    .skip(change)
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        void leave() {
            subscription.dispose();
        }
    }

    static WireRecord updated(WorkspaceId workspace, String lora) {
        return record(new LoraEvent.LoraUpdated(new LoraId(lora), workspace,
                new LoraDescription(lora, null, List.of(), List.of(), 1, null)));
    }

    static WireRecord record(LoraEvent event) {
        return new EventCodec().encode(new EventEnvelope<>("id", "/test", 1, Instant.EPOCH, null, event));
    }
}
