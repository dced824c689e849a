package dev.lorikeet.http.live;

import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WorkspaceId;

/**
 * What the events of a topic mean to somebody who looks at a workspace.
 *
 * @param meaning empty for an event that nobody needs to be told of
 */
public record Feed<E extends DomainEvent, T>(Topic topic, Class<E> type, Function<E, Optional<News<T>>> meaning) {

    /**
     * Something to tell.
     *
     * @param workspace whose clients are told
     */
    public record News<T>(WorkspaceId workspace, T what) {}
}
