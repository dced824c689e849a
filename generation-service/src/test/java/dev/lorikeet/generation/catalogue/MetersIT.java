package dev.lorikeet.generation.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import dev.lorikeet.event.LoraId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static dev.lorikeet.generation.catalogue.CopyOnEngines.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator reads in the meters. */
final class MetersIT {
    @Test
    void areAllInTheHandbook(@TempDir Path data) throws IOException {
        var handbook = Files.readString(Path.of("../docs/operating.md"));
        try (var service = CopyOnEngines.start(data)) {
            service.announce(List.of(CatalogueSamples.said(CatalogueSamples.entry("a", "Rain"), 1)));
            await().atMost(LIMIT)
                    .until(() -> Boolean.TRUE.equals(
                            service.catalogue().find(new LoraId("a")).hasElement().block(LIMIT)));
            assertThat(service.rebuild().statusCode()).isEqualTo(202);
            service.rebuilt();
            var names = StreamSupport.stream(service.read("/actuator/metrics").required("names").spliterator(), false)
                    .map(JsonNode::asString)
                    .filter(name -> name.startsWith("lorikeet."))
                    .toList();
            assertThat(names).contains("lorikeet.catalogue.entries", "lorikeet.catalogue.lag",
                    "lorikeet.catalogue.rebuilds", "lorikeet.catalogue.rebuilt")
                    .allSatisfy(name -> assertThat(handbook).contains("| `" + name + "` |"));
        }
    }
}
