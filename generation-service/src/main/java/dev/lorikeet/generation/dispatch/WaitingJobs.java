package dev.lorikeet.generation.dispatch;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.Lane.Candidate;
import reactor.core.publisher.Mono;

/** What waits for an endpoint: in MongoDB's index, or in memory. */
public interface WaitingJobs {

    /** The index that the others read. */
    Mono<Void> prepare();

    /**
     * For each workspace, the jobs that may go first, and no more than this many of each. Only so many workspaces are
     * looked at in one go.
     *
     * @param after the name that the next one comes behind; empty for the first of all
     */
    Mono<Heads> heads(String endpoint, String after, Instant now, int each);

    /**
     * What one look found.
     *
     * @param last the workspace behind which to go on; empty if there are no more
     */
    record Heads(List<Candidate> jobs, String last) {
        public Heads {
            jobs = List.copyOf(jobs);
        }
    }

    /** How many of a workspace are ready before this moment. */
    Mono<Long> before(String endpoint, WorkspaceId workspace, Instant readyAt);

    /** How many of a workspace wait. */
    Mono<Long> of(String endpoint, WorkspaceId workspace);

    /** How many wait in all. */
    Mono<Long> all(String endpoint);
}
