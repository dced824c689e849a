package dev.lorikeet.event;

import java.util.List;

/**
 * The answer of an aggregate to a command.
 *
 * @param <S> its states
 * @param <E> the events it can announce
 * @param <R> the reasons it can give for refusing
 */
public sealed interface Decision<S, E extends DomainEvent, R> {
    /** The next state and the announcement of it belong together: store both or neither. */
    record Accepted<S, E extends DomainEvent, R>(S next, List<E> events) implements Decision<S, E, R> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** The command changes nothing, usually because it was already carried out. */
    record Unchanged<S, E extends DomainEvent, R>(S current) implements Decision<S, E, R> {}

    record Refused<S, E extends DomainEvent, R>(R reason) implements Decision<S, E, R> {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <S, E extends DomainEvent, R> Decision<S, E, R> accept(S next, E... events) {
        return new Accepted<>(next, List.of(events));
    }

    static <S, E extends DomainEvent, R> Decision<S, E, R> unchanged(S current) {
        return new Unchanged<>(current);
    }

    static <S, E extends DomainEvent, R> Decision<S, E, R> refuse(R reason) {
        return new Refused<>(reason);
    }
}
