package dev.lorikeet.generation.ordering;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

import dev.lorikeet.delivery.Ids;
import dev.lorikeet.generation.dispatch.DispatchLimits;
import dev.lorikeet.generation.dispatch.Workshop;
import dev.lorikeet.generation.history.WithoutHistory;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.ordering.Ordering.Customer;
import dev.lorikeet.generation.ordering.Ordering.Placed;
import dev.lorikeet.generation.selection.SelectionRequest;
import dev.lorikeet.generation.selection.Selections;
import reactor.core.publisher.Mono;

/** Where orders are taken, without HTTP in front of it. */
public record Desk(Ordering ordering) {

    public static Desk on(Workshop.Boundaries reached, Workshop workshop, DispatchLimits limits, LongSupplier seeds,
            Ids ids) {
        return new Desk(new Ordering(Selections.of(reached.models()), reached.models(), reached.catalogue(),
                workshop.stock(), WithoutHistory.expectations(reached.clock()), workshop.generations(),
                workshop.waiting(), reached.bucket(), workshop.dispatcher(), workshop.notices(), limits,
                new OrderLimits(100, 50),
                new Seeds(seeds), reached.clock(), ids));
    }

    /** An order with its key: the same key and content is the same job. */
    public Mono<Generation.Known> order(SelectionRequest request, Customer customer, String key, String content) {
        return ordering.order(request, customer, Optional.of(Idempotency.of(customer.workspace(), customer.subject(),
                key, content))).map(Placed::job);
    }
}
