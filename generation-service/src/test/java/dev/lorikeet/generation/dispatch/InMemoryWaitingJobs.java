package dev.lorikeet.generation.dispatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.ListFields;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same by looking at all that waits. */
final class InMemoryWaitingJobs implements WaitingJobs {
    private final DocumentStore jobs;

    InMemoryWaitingJobs(DocumentStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.empty();
    }

    @Override
    public Flux<Candidate> heads(String endpoint, Instant now, int each) {
        return waiting(endpoint)
                .filter(candidate -> !candidate.readyAt().isAfter(now))
                .collect(Collectors.groupingBy(Candidate::workspace))
                .flatMapIterable(byWorkspace -> byWorkspace.values()
                        .stream()
                        .sorted(Comparator.comparing(those -> those.getFirst().workspace().value()))
                        .flatMap(those -> first(those, each).stream())
                        .toList());
    }

    private static List<Candidate> first(List<Candidate> those, int each) {
        return those.stream().sorted(Comparator.comparing(Candidate::readyAt)).limit(each).toList();
    }

    private Flux<Candidate> waiting(String endpoint) {
        return jobs.listed(ListFields.QUEUE, endpoint, Integer.MAX_VALUE)
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(jobs::find)
                .mapNotNull(found -> Generations.read(found.state()) instanceof Queued queued
                        ? new Candidate(new GenerationId(found.id()), queued.job().workspace(), queued.readyAt())
                        : null);
    }

    @Override
    public Mono<Long> before(String endpoint, WorkspaceId workspace, Instant readyAt) {
        return waiting(endpoint)
                .filter(one -> one.workspace().equals(workspace) && one.readyAt().isBefore(readyAt))
                .count();
    }

    @Override
    public Mono<Long> all(String endpoint) {
        return waiting(endpoint).count();
    }
}
