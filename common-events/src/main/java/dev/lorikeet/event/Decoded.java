package dev.lorikeet.event;

/** What a record from Kafka turned out to be. */
public sealed interface Decoded {
    record Known(EventEnvelope<?> envelope) implements Decoded {}

    /** A well-formed event of a type that this version does not know: count it and go on. */
    record Unknown(String type, String id) implements Decoded {}

    /** Not an event by our contract, and it will not become one by trying again. */
    record Malformed(String reason) implements Decoded {}
}
