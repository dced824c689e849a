package dev.lorikeet.delivery;

import java.time.InstantSource;
import java.util.function.Function;

import dev.lorikeet.trace.Spans;
import reactor.core.scheduler.Scheduler;

/**
 * Everything delivery gets from outside: the real engines, or their twins on virtual time.
 *
 * @param instance tells this process from the other replicas of the service
 * @param spans where what delivery does is told
 */
public record Engines(Function<String, DocumentStore> collections, EventLog log, InstantSource clock,
        Scheduler scheduler, String instance, Spans spans) {

    /** Nobody is told. */
    public Engines(Function<String, DocumentStore> collections, EventLog log, InstantSource clock,
            Scheduler scheduler, String instance) {
        this(collections, log, clock, scheduler, instance, Spans.none());
    }
}
