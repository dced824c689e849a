package dev.lorikeet.http.live;

/**
 * What a client is told. With the id it can go on from there, on any instance.
 *
 * @param <T> what there is to tell
 */
public sealed interface Change<T> {
    LastEventId id();

    record Told<T>(T what, LastEventId id) implements Change<T> {}

    /** What came after the client's last id is no longer known here: it has to load its list again. */
    record Reset<T>(LastEventId id) implements Change<T> {}

    /** Nothing changed up to here. Comes first and as a heartbeat, so that a quiet client's id does not grow old. */
    record Still<T>(LastEventId id) implements Change<T> {}
}
