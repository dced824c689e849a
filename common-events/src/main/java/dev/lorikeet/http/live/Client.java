package dev.lorikeet.http.live;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import dev.lorikeet.event.WorkspaceId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;
import reactor.core.scheduler.Scheduler;

/** One open stream. What it has not taken yet waits here, and a client that lets too much wait is cut off. */
final class Client<T> {
    private final WorkspaceId workspace;
    private final Queue<Change<T>> waiting;
    private final Sinks.Many<Change<T>> sink;
    private final Sinks.Empty<Void> end = Sinks.empty();

    Client(WorkspaceId workspace, int buffer) {
        this.workspace = workspace;
        this.waiting = new ArrayBlockingQueue<>(buffer);
        this.sink = Sinks.many().unicast().onBackpressureBuffer(waiting);
    }

    WorkspaceId workspace() {
        return workspace;
    }

    /** On a thread of the scheduler's: whoever tells must not do the client's work. */
    Flux<Change<T>> changes(List<Change<T>> first, Scheduler scheduler) {
        return Flux.concat(Flux.fromIterable(first), sink.asFlux().publishOn(scheduler, 1))
                .takeUntilOther(end.asMono().publishOn(scheduler));
    }

    /** Whether there was room. Never call it on two threads at once. */
    boolean tell(Change<T> change) {
        boolean overflown = sink.tryEmitNext(change) == EmitResult.FAIL_OVERFLOW;
        if (overflown) {
            end();
        }
        return !overflown;
    }

    /** Tells a client that it is up to date, unless it is not. */
    void reassure(Change.Still<T> still) {
        if (waiting.isEmpty()) {
            tell(still);
        }
    }

    void end() {
        var _ = end.tryEmitEmpty();
    }
}
