package dev.lorikeet.generation.catalogue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.LoraId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lorikeet.generation.catalogue.CatalogueSamples.entry;
import static dev.lorikeet.generation.catalogue.CatalogueSamples.removed;
import static dev.lorikeet.generation.catalogue.CatalogueSamples.said;
import static dev.lorikeet.generation.catalogue.CopyOnEngines.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What time does to the copy. */
final class StaleCopyIT {
    @Test
    void forgetsOldRemovalsAndBuildsItselfAnewAfterDaysOfSilence(@TempDir Path data) {
        try (var service = CopyOnEngines.start(data)) {
            var now = Instant.now();
            service.announce(List.of(said(entry("kept", "Kept"), 1), said(removed("fresh"), 2, now),
                    said(removed("old"), 2, now.minus(Duration.ofDays(32))),
                    said(new CatalogueDigest(5, CatalogueShards.COUNT, 0, Fingerprint.NOTHING,
                            now.minus(Duration.ofDays(7))), 1)));
            await().atMost(LIMIT).until(() -> has(service, "kept") && has(service, "fresh") && !has(service, "old"));
            service.copies()
                    .apply(new LoraId("ghost"), new CatalogueCopy.Known(entry("ghost", "Ghost"), 7))
                    .block(LIMIT);
            await().atMost(LIMIT)
                    .until(() -> Boolean.TRUE.equals(service.bean(ShardChecks.class).heard(5).block(LIMIT)));
            service.restart();
            assertThat(service.rebuilt().required("why").asString()).startsWith("nothing was heard since ");
            assertThat(has(service, "ghost")).isFalse();
            assertThat(has(service, "fresh")).isTrue();
        }
    }

    private static boolean has(CopyOnEngines service, String lora) {
        return Boolean.TRUE.equals(service.copies().find(new LoraId(lora)).hasElement().block(LIMIT));
    }
}
