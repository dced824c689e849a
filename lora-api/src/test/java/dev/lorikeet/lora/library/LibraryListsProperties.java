package dev.lorikeet.lora.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.library.LibraryStore.Page;
import dev.lorikeet.lora.lifecycle.LibraryOnMongo;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists of random workspaces on the embedded MongoDB, against those that are made in memory. */
final class LibraryListsProperties {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> STATUSES = List.of("uploading", "verifying", "ready", "rejected", "missing",
            "deleting");
    private static final List<String> ORDERS = List.of("name", "-name", "fileSize", "-fileSize", "uploadedAt",
            "-uploadedAt", "lastUsed", "-lastUsed");
    private static final AtomicInteger WORKSPACES = new AtomicInteger();
    private static final List<LibraryOnMongo> RUNNING = new ArrayList<>();

    @BeforeContainer
    static void start() {
        RUNNING.add(LibraryOnMongo.start());
        new LibraryStore(library().database(),
                new LibraryLimits(Duration.ofSeconds(60), Duration.ofMinutes(5))).prepare().block(LIMIT);
    }

    @AfterContainer
    static void stop() {
        RUNNING.removeFirst().close();
    }

    private static LibraryOnMongo library() {
        return RUNNING.getFirst();
    }

    // Feature: lora-management, Property 5: LoRA list refresh fetches latest data
    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void aRefreshShowsExactlyWhatIsStored(@ForAll long seed) {
        var scene = new Scene(new Random(seed));
        scene.shelf.fill(scene.chance.nextInt(25));
        for (int refresh = 0; refresh < 3; refresh++) {
            var asked = scene.asked();
            var expected = new Naive(asked).list(scene.shelf.loras());
            var seen = new ArrayList<String>();
            var page = scene.page(asked, Optional.empty());
            assertThat(page.total()).as("total of %s", asked).isEqualTo(expected.size());
            seen.addAll(ids(page));
            while (page.next().isPresent()) {
                assertThat(page.loras()).hasSize(Integer.parseInt(asked.get("limit")));
                page = scene.page(asked, page.next());
                assertThat(page.total()).isEqualTo(expected.size());
                seen.addAll(ids(page));
            }
            assertThat(seen).as("%s", asked).isEqualTo(expected);
            scene.shelf.change();
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void whatStaysTheSameIsNeitherSkippedNorRepeatedWhileOthersComeAndGo(@ForAll long seed) {
        var scene = new Scene(new Random(seed));
        scene.shelf.fill(5 + scene.chance.nextInt(25));
        scene.shelf.look();
        var asked = scene.asked();
        var expected = new Naive(asked).list(scene.shelf.loras());
        var page = scene.page(asked, Optional.empty());
        var seen = new ArrayList<>(ids(page));
        while (page.next().isPresent()) {
            for (int change = scene.chance.nextInt(4); change > 0; change--) {
                scene.shelf.change();
            }
            page = scene.page(asked, page.next());
            assertThat(ids(page)).doesNotHaveDuplicates();
            seen.addAll(ids(page));
        }
        var changed = scene.shelf.touched();
        assertThat(seen.stream().filter(id -> !changed.contains(id)))
                .as("%s", asked)
                .containsExactlyElementsOf(expected.stream().filter(id -> !changed.contains(id)).toList());
    }

    private static List<String> ids(Page page) {
        return page.loras().stream().map(lora -> lora.identity().lora().value()).toList();
    }

    private static final class Scene {
        final Random chance;
        final Shelf shelf;
        final WorkspaceId workspace = new WorkspaceId("w" + WORKSPACES.incrementAndGet());
        private final LibraryStore store = new LibraryStore(library().database(),
                new LibraryLimits(Duration.ofSeconds(60), Duration.ofMinutes(5)));

        Scene(Random chance) {
            this.chance = chance;
            this.shelf = new Shelf(chance, library(), workspace);
        }

        Map<String, String> asked() {
            var asked = new TreeMap<String, String>();
            asked.put("limit", String.valueOf(1 + chance.nextInt(6)));
            maybe(2, () -> asked.put("sort", shelf.any(ORDERS)));
            maybe(2, () -> asked.put("status", shelf.any(List.of(String.join(",", STATUSES), "ready,verifying",
                    shelf.any(STATUSES)))));
            maybe(3, () -> asked.put("query", shelf.words()));
            maybe(5, () -> asked.put("tag", shelf.tag()));
            maybe(5, () -> asked.put("baseModel", shelf.family()));
            maybe(5, () -> asked.put("fileSize", shelf.any(List.of("1", "2", "3"))));
            maybe(5, () -> asked.put("sha256", shelf.digest()));
            maybe(5, () -> asked.put("expert", shelf.any(List.of("high", "low", "both", "unknown"))));
            return asked;
        }

        private void maybe(int oneIn, Runnable then) {
            if (chance.nextInt(oneIn) == 0) {
                then.run();
            }
        }

        Page page(Map<String, String> asked, Optional<Cursor> after) {
            var parameters = MultiValueMap.fromSingleValue(new TreeMap<>(asked));
            after.ifPresent(cursor -> parameters.set("cursor", cursor.text()));
            return store.page(ListParameters.read(parameters).in(workspace)).blockOptional(LIMIT).orElseThrow();
        }
    }
}
