package dev.lorikeet.generation.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static dev.lorikeet.generation.catalogue.CatalogueSamples.entry;
import static dev.lorikeet.generation.catalogue.CatalogueSamples.removed;
import static dev.lorikeet.generation.catalogue.CatalogueSamples.said;
import static dev.lorikeet.generation.catalogue.CopyOnEngines.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The copy on real engines: looked up, damaged, and built anew while it serves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RebuildIT {
    private static final int LORAS = 1_000;
    private CopyOnEngines service;

    @BeforeAll
    void start(@TempDir Path data) {
        service = CopyOnEngines.start(data);
        service.announce(IntStream.range(0, LORAS)
                .mapToObj(number -> said(entry("base-" + number, "Base " + number), 1))
                .toList());
        awaitName("base-" + (LORAS - 1), "Base " + (LORAS - 1));
        await().atMost(LIMIT).until(() -> IntStream.range(0, LORAS).allMatch(number -> has("base-" + number)));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void findsByIdAndByTheWholePath() {
        service.announce(List.of(said(entry("path-1", "Path"), 1)));
        awaitName("path-1", "Path");
        var path = "loras/20260304/12/demo/path-1/rain.safetensors";
        var catalogue = service.catalogue();
        assertThat(catalogue.findNamed("path-1").block(LIMIT)).isEqualTo(catalogue.findNamed(path).block(LIMIT))
                .isNotNull();
        for (var wrong : List.of(path + "x", path.replace("demo", "other"), path.replace("12", "13"), "path-1/", "/",
                "loras/1/2/3/not an id/5", "", "nobody")) {
            assertThat(catalogue.findNamed(wrong).blockOptional(LIMIT)).as(wrong).isEmpty();
        }
        assertThat(catalogue.find(List.of(new LoraId("base-2"), new LoraId("nobody"), new LoraId("base-1")))
                .map(found -> found.lora().value())
                .collectList()
                .block(LIMIT)).containsExactly("base-2", "base-1");
    }

    @Test
    void listsWhatMayBeSelectedInAWorkspacePageByPage() {
        service.announce(List.of(said(entry("list-1", "film", CatalogueStatus.READY, "One"), 1),
                said(entry("list-2", "film", CatalogueStatus.MISSING, "Two"), 1),
                said(entry("list-3", "film", CatalogueStatus.READY, "Three"), 1),
                said(entry("list-4", "film", CatalogueStatus.READY, "Four"), 1),
                said(entry("list-5", "film", CatalogueStatus.READY, "Five"), 1), said(removed("list-5"), 2)));
        await().atMost(LIMIT).until(() -> ready("list-0", 9).equals(List.of("list-1", "list-3", "list-4")));
        assertThat(ready("list-0", 2)).containsExactly("list-1", "list-3");
        assertThat(ready("list-3", 2)).containsExactly("list-4");
    }

    private List<String> ready(String after, int limit) {
        return java.util.Objects.requireNonNull(service.catalogue()
                .ready(new WorkspaceId("film"), new LoraId(after), limit)
                .map(found -> found.lora().value())
                .collectList()
                .block(LIMIT));
    }

    @Test
    void repairsWhateverWasDamagedAndKeepsWhatComesMeanwhile() {
        damage("base-1", new CatalogueCopy.Known(entry("base-1", "Wrong"), 1));
        damage("base-2", new CatalogueCopy.Known(entry("base-2", "Wrong"), Long.MAX_VALUE - 1));
        damage("base-3", new CatalogueCopy.Removed(removed("base-3"), 99, java.time.Instant.now()));
        service.copies().drop(new LoraId("base-4"), 1).block(LIMIT);
        service.copies().apply(new LoraId("ghost"), new CatalogueCopy.Known(entry("ghost", "Ghost"), 7)).block(LIMIT);
        var meanwhile = new ArrayList<EventEnvelope<CatalogueEvent>>();
        assertThat(service.rebuild().statusCode()).isEqualTo(202);
        for (int number = 10; number < 60; number++) {
            meanwhile.add(said(entry("base-" + number, "Renamed " + number), 2));
            meanwhile.add(said(entry("new-" + number, "New " + number), 1));
            meanwhile.add(said(removed("base-" + (number + 100)), 2));
        }
        service.announce(meanwhile);
        var report = service.rebuilt();
        assertThat(report.required("changed").asLong()).isGreaterThanOrEqualTo(4);
        // The ghost, and whatever was removed meanwhile that the rebuild read before the ordinary consumer did.
        assertThat(report.required("removed").asLong()).isBetween(1L, 51L);
        for (int number = 1; number < 5; number++) {
            awaitName("base-" + number, "Base " + number);
        }
        assertThat(has("ghost")).isFalse();
        for (int number = 10; number < 60; number++) {
            awaitName("base-" + number, "Renamed " + number);
            awaitName("new-" + number, "New " + number);
            var gone = "base-" + (number + 100);
            await().atMost(LIMIT).until(() -> !has(gone));
        }
    }

    @Test
    void refusesASecondCallWhileItRunsAndGoesOnAfterACrash() {
        assertThat(service.rebuild().statusCode()).isIn(202, 409);
        var second = service.rebuild();
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("is being built anew already");
        damage("base-5", new CatalogueCopy.Known(entry("base-5", "Wrong"), 50));
        service.restart();
        service.rebuilt();
        assertThat(service.rebuild().statusCode()).isIn(202, 409);
        service.rebuilt();
        awaitName("base-5", "Base 5");
    }

    private void damage(String lora, CatalogueCopy wrong) {
        var id = new LoraId(lora);
        var known = service.copies().find(id).blockOptional(LIMIT).orElseThrow();
        assertThat(service.copies().replace(id, known.sequence(), wrong).block(LIMIT)).isTrue();
    }

    private boolean has(String lora) {
        return Boolean.TRUE.equals(service.catalogue().find(new LoraId(lora)).hasElement().block(LIMIT));
    }

    private void awaitName(String lora, String name) {
        await().atMost(LIMIT)
                .until(() -> service.catalogue()
                        .find(new LoraId(lora))
                        .map(found -> found.description().name())
                        .defaultIfEmpty("none")
                        .block(LIMIT), name::equals);
    }
}
