package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What delivery must know of an aggregate.
 *
 * @param collection its MongoDB collection; also the last part of its events' source
 * @param states the sealed interface of its states
 * @param initial the state of one that does not exist yet
 * @param list the fields its lists filter and sort by
 * @param dueAt when a state wants work done that no command triggers
 * @param indexed those of the list fields by which aggregates are looked up
 * @param unique what no other aggregate of this type may hold at the same time, such as a name
 */
public record AggregateType<S>(String collection, Class<S> states, S initial, Function<S, Map<String, Object>> list,
        List<String> indexed, Function<S, Optional<Instant>> dueAt, Function<S, Optional<String>> unique) {

    public static <S> AggregateType<S> of(String collection, Class<S> states, S initial) {
        return new AggregateType<>(collection, states, initial, _ -> Map.of(), List.of(), _ -> Optional.empty(),
                _ -> Optional.empty());
    }

    public AggregateType<S> listedBy(Function<S, Map<String, Object>> fields) {
        return new AggregateType<>(collection, states, initial, fields, indexed, dueAt, unique);
    }

    public AggregateType<S> indexedBy(String... fields) {
        return new AggregateType<>(collection, states, initial, list, List.of(fields), dueAt, unique);
    }

    public AggregateType<S> dueAt(Function<S, Optional<Instant>> time) {
        return new AggregateType<>(collection, states, initial, list, indexed, time, unique);
    }

    /** A commit that would make two hold the same key fails with {@link KeyTaken}. */
    public AggregateType<S> uniqueBy(Function<S, Optional<String>> key) {
        return new AggregateType<>(collection, states, initial, list, indexed, dueAt, key);
    }

    /** A state as it lies in its document. */
    public S read(Map<String, Object> state) {
        return StateJson.read(state, states);
    }
}
