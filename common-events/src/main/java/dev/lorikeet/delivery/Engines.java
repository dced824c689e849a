package dev.lorikeet.delivery;

import java.time.InstantSource;
import java.util.function.Function;

import reactor.core.scheduler.Scheduler;

/**
 * Everything delivery gets from outside: the real engines, or their twins on virtual time.
 *
 * @param instance tells this process from the other replicas of the service
 */
public record Engines(Function<String, DocumentStore> collections, EventLog log, InstantSource clock,
        Scheduler scheduler, String instance) {}
