package dev.lorikeet.event;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one declaration of every Kafka topic: whoever creates topics (the embedded broker, the chart, a test) reads it
 * here. Partition counts are final, because changing one moves keys between partitions.
 */
public enum Topic {
    LORA_EVENTS("lorikeet.lora.events.v1", 24, Keeping.FOR_A_WEEK, List.of("storage-worker")),
    STORAGE_EVENTS(
            "lorikeet.storage.events.v1", 24, Keeping.FOR_A_WEEK,
            List.of("lora-api", "generation-service")),
    LORA_CATALOGUE("lorikeet.lora.catalogue.v1", 24, Keeping.LATEST_PER_KEY,
            List.of("generation-service")),
    GENERATION_EVENTS("lorikeet.generation.events.v1", 24,
            Keeping.FOR_A_WEEK, List.of("lora-api", "storage-worker"));

    /** In bytes: a record as large as a broker takes by default, and the reason why it could not be applied. */
    public static final int LARGEST_DEAD_LETTER = 2 * 1024 * 1024;

    /** What a topic forgets, and when. */
    public enum Keeping {
        FOR_A_WEEK(Duration.ofDays(7)),
        /** Compacted; a tombstone stays this long, so a consumer away for longer has to rebuild from zero. */
        LATEST_PER_KEY(Duration.ofDays(7)),
        /** Long enough for somebody to come back from a holiday and replay. */
        FOR_A_MONTH(Duration.ofDays(30));

        private final Duration time;

        Keeping(Duration time) {
            this.time = time;
        }

        public Duration time() {
            return time;
        }
    }

    /** A topic as a broker is asked to create it. */
    public record Declaration(String name, int partitions, Keeping keeping) {}

    private final Declaration declaration;
    private final List<String> groups;

    Topic(String name, int partitions, Keeping keeping, List<String> groups) {
        this.declaration = new Declaration(name, partitions, keeping);
        this.groups = groups;
    }

    public String topicName() {
        return declaration.name();
    }

    /** The consumer groups of our own services; each has a dead-letter topic of its own. */
    public List<String> groups() {
        return groups;
    }

    /** Where the records go that this group could not apply. */
    public String deadLettersOf(String group) {
        return topicName() + "." + group + ".dlt";
    }

    /** Every topic a broker must have, dead letters included. */
    public static List<Declaration> declarations() {
        return Stream.of(values()).flatMap(Topic::withDeadLetters).toList();
    }

    private Stream<Declaration> withDeadLetters() {
        var deadLetters = groups.stream()
                .map(group -> new Declaration(deadLettersOf(group), declaration.partitions(), Keeping.FOR_A_MONTH));
        return Stream.concat(Stream.of(declaration), deadLetters);
    }
}
