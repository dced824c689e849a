package dev.lorikeet.embedded.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lorikeet.embedded.PlatformFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Whatever is wrong with the directory, this JVM goes on and gets one sentence; and no record is dropped silently. */
class DamagedKafkaIT {
    private static final String GARBAGE = "garbage \\u00zz\n".repeat(50);

    @TempDir
    private Path directory;

    @Test
    void aDamagedIdentityIsRefused() throws IOException {
        startOnce();
        Files.writeString(directory.resolve("meta.properties"), "");

        assertThat(failure()).contains("(meta.properties is damaged)");
    }

    @Test
    void aMissingIdentityIsRefusedBecauseANewOneWouldDropTheRecords() throws IOException {
        startOnce();
        Files.delete(directory.resolve("meta.properties"));

        assertThat(failure()).contains("(meta.properties is missing)");
    }

    @Test
    void anotherClustersDirectoryIsRefused() throws IOException {
        startOnce();
        var identity = directory.resolve("meta.properties");
        Files.writeString(identity, Files.readString(identity).replace("cluster.id=lorikeet", "cluster.id=somebodys"));

        assertThat(failure()).contains("(it belongs to another Kafka cluster, somebodys-embedded-0001)");
    }

    @Test
    void aFatalErrorInsideKafkaEndsTheStartAndNotTheJvm() throws IOException {
        startOnce();
        Files.writeString(directory.resolve("__cluster_metadata-0/quorum-state"), GARBAGE);

        assertThat(failure()).contains("(the broker gave up, its log says why)");
    }

    @Test
    void damagedMetadataIsRefusedAgainAndAgainBecauseItsTopicsWouldBeEmpty() throws IOException {
        startOnce();
        Files.writeString(directory.resolve("__cluster_metadata-0/00000000000000000000.log"), GARBAGE);

        assertThat(failure()).contains("(its metadata is damaged and no longer knows its topics)");
        assertThat(failure()).contains("(its metadata is damaged and no longer knows its topics)");
    }

    private void startOnce() {
        EmbeddedKafka.start(directory, 0).close();
    }

    private String failure() {
        var sentence = requireNonNull(
                catchThrowableOfType(PlatformFailure.class, () -> EmbeddedKafka.start(directory, 0)).getMessage());
        assertThat(sentence).startsWith("Kafka cannot use its data in " + directory + " (")
                .endsWith(
                        "; move that directory away to start with an empty one, or choose another data directory with --data DIR.")
                .doesNotContain("\n");
        return sentence;
    }
}
