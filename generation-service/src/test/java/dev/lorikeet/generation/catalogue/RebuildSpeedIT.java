package dev.lorikeet.generation.catalogue;

import java.nio.file.Path;
import java.util.stream.IntStream;

import dev.lorikeet.event.LoraId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lorikeet.generation.catalogue.CatalogueSamples.entry;
import static dev.lorikeet.generation.catalogue.CatalogueSamples.said;
import static dev.lorikeet.generation.catalogue.CopyOnEngines.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How fast the copy is built anew; {@code -Dlorikeet.rebuild.entries=100000} for a large library. */
final class RebuildSpeedIT {
    private static final int ENTRIES = Integer.getInteger("lorikeet.rebuild.entries", 2_000);
    private static final int LOOKUPS = 2_000;

    @Test
    void readsTheWholeLibraryAndTellsHowFast(@TempDir Path data) {
        try (var service = CopyOnEngines.start(data)) {
            service.announce(IntStream.range(0, ENTRIES)
                    .mapToObj(number -> said(entry("lora-" + number, "Rain " + number), 1))
                    .toList());
            tell("from nothing, beside the ordinary consumer", service);
            tell("nothing to change", service);
            // The ordinary consumer has to be through before it is made to differ.
            await().atMost(LIMIT.multipliedBy(5))
                    .until(() -> Boolean.TRUE.equals(service.copies()
                            .find(new LoraId("lora-" + (ENTRIES - 1)))
                            .hasElement()
                            .block(LIMIT)));
            long began = System.nanoTime();
            for (int number = 0; number < LOOKUPS; number++) {
                var lora = new LoraId("lora-" + number * 7919L % ENTRIES);
                assertThat(service.catalogue().find(lora).blockOptional(LIMIT)).isPresent();
            }
            System.out.printf("look-ups: %d µs each with %d entries%n", (System.nanoTime() - began) / 1000 / LOOKUPS,
                    ENTRIES);
        }
    }

    private static void tell(String what, CopyOnEngines service) {
        assertThat(service.rebuild().statusCode()).isEqualTo(202);
        await().atMost(LIMIT.multipliedBy(10))
                .until(() -> !service.read("/actuator/catalogue").required("rebuilding").asBoolean());
        var report = service.rebuilt();
        assertThat(report.required("read").asLong()).isEqualTo(ENTRIES);
        System.out.printf("rebuild, %s: %d entries, %d changed, %d entries/s%n", what, report.required("read").asLong(),
                report.required("changed").asLong(), report.required("perSecond").asLong());
    }
}
