package dev.lorikeet.generation.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.ModelConfiguration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells what an order will probably take, by what the workspace's latest videos of that model took for each bit of work. */
@Component
public final class Expectations {
    private static final int LOOKED_AT = 50;
    private static final int MOST = 10;
    /** People change one setting after another, and every change asks. */
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST_WORKSPACES = 1_000;
    private static final double MILLIS = 1000;

    private final History history;
    private final InstantSource clock;
    private final ConcurrentHashMap<WorkspaceId, Looked> looked = new ConcurrentHashMap<>();

    Expectations(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    private record Looked(List<Made> latest, Instant at) {}

    /** One video: by which model, with which order, in which time. */
    private record Made(Order order, long millis) {}

    /** Empty where there is nothing to go by. */
    public Mono<Expectation> of(Order order, ModelConfiguration model, WorkspaceId workspace) {
        return latest(workspace).mapNotNull(latest -> {
            var time = model.worker().time();
            var alike = latest.stream().filter(made -> made.order().model().equals(order.model())).limit(MOST).toList();
            double done = alike.stream().mapToDouble(made -> time.work(made.order().parameters())).sum();
            if (done <= 0) {
                return null;
            }
            double taken = alike.stream().mapToLong(Made::millis).sum();
            long millis = Math.round(taken / done * time.work(order.parameters()));
            var price = model.worker().price();
            return new Expectation(Math.round(millis / MILLIS), alike.size(), price == null ? null : price.of(millis));
        }).onErrorResume(Unavailable.class, _ -> Mono.empty());
    }

    private Mono<List<Made>> latest(WorkspaceId workspace) {
        var before = looked.get(workspace);
        var now = clock.instant();
        if (before != null && before.at().plus(KEPT).isAfter(now)) {
            return Mono.just(before.latest());
        }
        return history.latest(workspace, LOOKED_AT)
                .flatMap(done -> Mono.justOrEmpty(made(done)))
                .collectList()
                .doOnNext(latest -> {
                    if (looked.size() >= MOST_WORKSPACES) {
                        looked.clear();
                    }
                    looked.put(workspace, new Looked(latest, now));
                });
    }

    private static Optional<Made> made(Succeeded done) {
        return Optional.ofNullable(done.timings().executionMillis())
                .map(millis -> new Made(done.job().used(), millis));
    }
}
