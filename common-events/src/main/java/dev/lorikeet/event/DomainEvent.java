package dev.lorikeet.event;

/** A fact that one service tells the others. It is past: nobody can refuse it. */
public sealed interface DomainEvent permits LoraEvent, StorageEvent, CatalogueEvent, GenerationEvent {
    /** The aggregate's id, and so the Kafka key: facts about one aggregate stay in order. */
    String subject();
}
