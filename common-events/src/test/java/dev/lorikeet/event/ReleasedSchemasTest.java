package dev.lorikeet.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.lorikeet.event.EventCatalogue.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What consumers were given stays true. With {@code -Dlorikeet.schemas.release=true} an allowed change becomes part of
 * what they were given; docs/events.md says when to do that.
 */
final class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("src/test/resources/released-schemas");
    private static final Path CURRENT = Path.of("src/main/resources/schemas");

    @ParameterizedTest
    @MethodSource("dev.lorikeet.event.EventCatalogue#rows")
    void aReleasedSchemaOnlyGainsOptionalThings(Row row) throws IOException {
        Path released = RELEASED.resolve(row.type() + ".json");
        Path current = CURRENT.resolve(row.type() + ".json");
        if (Boolean.getBoolean("lorikeet.schemas.release") && Files.notExists(released)) {
            Files.copy(current, released);
        }
        assertThat(released).as("every type has a released copy, see docs/events.md").exists();
        assertThat(SchemaEvolution.breaches(Contract.JSON.readTree(released), Contract.JSON.readTree(current)))
                .isEmpty();
        if (Boolean.getBoolean("lorikeet.schemas.release")) {
            Files.copy(current, released, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Types are retired by ceasing to send them; whoever replays an old topic still needs the schema. */
    @Test
    void noReleasedTypeIsForgotten() throws IOException {
        try (var files = Files.list(RELEASED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            EventCatalogue.rows().stream().map(row -> row.type() + ".json").toList());
        }
    }
}
