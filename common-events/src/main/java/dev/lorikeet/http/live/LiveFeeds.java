package dev.lorikeet.http.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.DomainEvent;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.scheduler.Scheduler;

/** Where a service opens its feed, before it starts. */
public final class LiveFeeds {
    private final Delivery delivery;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final MeterRegistry meters;
    private final List<LiveChanges<?>> open = new CopyOnWriteArrayList<>();

    LiveFeeds(Delivery delivery, LiveSettings settings, Scheduler scheduler, MeterRegistry meters) {
        this.delivery = delivery;
        this.settings = settings;
        this.scheduler = scheduler;
        this.meters = meters;
    }

    public <E extends DomainEvent, T> LiveChanges<T> open(Feed<E, T> feed) {
        var changes = new LiveChanges<T>(settings, scheduler, meters);
        delivery.tail(feed.topic(), feed.type(), settings.replay(), tailed -> changes.hear(feed, tailed));
        open.add(changes);
        return changes;
    }

    /** Ends every stream, and lets nobody in any more: clients go on elsewhere. */
    void end() {
        open.forEach(LiveChanges::end);
    }
}
