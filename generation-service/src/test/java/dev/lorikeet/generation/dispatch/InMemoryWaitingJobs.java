package dev.lorikeet.generation.dispatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final int most;

    /** @param most workspaces that are looked at in one go */
    InMemoryWaitingJobs(DocumentStore jobs, int most) {
        this.jobs = jobs;
        this.most = most;
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.empty();
    }

    @Override
    public Mono<Heads> heads(String endpoint, String after, Instant now, int each) {
        return waiting(endpoint)
                .filter(candidate -> candidate.workspace().value().compareTo(after) > 0)
                .collect(Collectors.groupingBy(candidate -> candidate.workspace().value(), TreeMap::new,
                        Collectors.toList()))
                .map(byWorkspace -> {
                    var looked = byWorkspace.keySet().stream().limit(most).toList();
                    return new Heads(looked.stream()
                            .flatMap(workspace -> ready(byWorkspace.getOrDefault(workspace, List.of()), now, each))
                            .toList(), looked.size() < most ? "" : looked.getLast());
                });
    }

    private static Stream<Candidate> ready(List<Candidate> those, Instant now, int each) {
        return those.stream()
                .filter(candidate -> !candidate.readyAt().isAfter(now))
                .sorted(Comparator.comparing(Candidate::readyAt))
                .limit(each);
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
    public Mono<Long> of(String endpoint, WorkspaceId workspace) {
        return waiting(endpoint).filter(one -> one.workspace().equals(workspace)).count();
    }

    @Override
    public Mono<Long> all(String endpoint) {
        return waiting(endpoint).count();
    }
}
