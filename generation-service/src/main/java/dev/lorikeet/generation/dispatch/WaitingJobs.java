package dev.lorikeet.generation.dispatch;

import java.time.Instant;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits for an endpoint: in MongoDB's index, or in memory. */
public interface WaitingJobs {

    /** The index that the others read. */
    Mono<Void> prepare();

    /** For each workspace, the jobs that may go first, and no more than this many of each. */
    Flux<Candidate> heads(String endpoint, Instant now, int each);

    /** How many of a workspace are ready before this moment. */
    Mono<Long> before(String endpoint, WorkspaceId workspace, Instant readyAt);

    /** How many wait in all. */
    Mono<Long> all(String endpoint);
}
