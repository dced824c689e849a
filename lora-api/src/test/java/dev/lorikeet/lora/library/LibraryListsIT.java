package dev.lorikeet.lora.library;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.library.LibraryStore.Page;
import dev.lorikeet.lora.lifecycle.LibraryOnMongo;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.LoraSamples;
import dev.lorikeet.lora.lifecycle.Usage;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lists of a workspace with 100,000 LoRAs. None may be read without an index; but the meter does not see that a
 * search, to count what it finds, reads all that the index says are in the workspace. The times are for reading.
 */
final class LibraryListsIT {
    private static final int LORAS = 100_000;
    private static final int BATCH = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final WorkspaceId WORKSPACE = new WorkspaceId("large");
    private static final List<String> ORDERS = List.of("-uploadedAt", "uploadedAt", "name", "-name", "fileSize",
            "-fileSize", "lastUsed", "-lastUsed");

    @Test
    void pagesOfALargeLibraryAreReadFromIndexes() {
        try (var library = LibraryOnMongo.start()) {
            var store = new LibraryStore(library.database(),
                    new LibraryLimits(Duration.ofSeconds(60), Duration.ofMinutes(5)));
            for (int from = 0; from < LORAS; from += BATCH) {
                library.insert(IntStream.range(from, from + BATCH).mapToObj(LibraryListsIT::lora).toList());
            }
            store.prepare().block(LIMIT);
            double before = library.scans();
            // The first calls measure the compiler; a search reads every LoRA of the workspace, and so is the measure.
            median(50, () -> page(store, "sort=-uploadedAt", Optional.empty()));
            long scan = median(1, () -> page(store, "query=drought", Optional.empty()));

            for (var order : ORDERS) {
                report("first page by " + order, scan, store, "sort=" + order, Optional.empty());
            }
            report("first page of three states", scan, store, "status=ready,verifying,deleting", Optional.empty());
            var behind = Optional.<Cursor>empty();
            for (int page = 1; page < 20; page++) {
                behind = page(store, "sort=name", behind).next();
            }
            report("page 20 by name", scan, store, "sort=name", behind);
            report("search for what many have", scan, store, "query=rain", Optional.empty());
            report("search for what one has", scan, store, "query=n 77777 비", Optional.empty());
            report("files of one size", scan, store, "fileSize=1077", Optional.empty());
            report("the files of one digest", scan, store, "sha256=" + digest(77_777).value(), Optional.empty());
            assertThat(page(store, "fileSize=1077", Optional.empty()).total()).isEqualTo(LORAS / 500);
            assertThat(page(store, "sha256=" + digest(77_777).value(), Optional.empty()).loras())
                    .containsExactly(lora(77_777));
            assertThat(page(store, "", Optional.empty()).total()).isEqualTo(LORAS);
            assertThat(library.scans()).as("reads of everything since there are indexes").isEqualTo(before);
        }
    }

    private static Lora.Ready lora(int n) {
        var id = "lora-%06d".formatted(n * 7919L % LORAS);
        var key = new ObjectKey("loras/20260304/12/large/" + id + "/rain.safetensors");
        var identity = new Lora.Identity(new LoraId(id), WORKSPACE, "kim", START,
                new ExpectedObject(key, "rain-" + n + ".safetensors", 1_000 + n % 500, null, null), null);
        return new Lora.Ready(identity,
                new LoraDescription("Rain " + n + " 비", "Slow rain over a harbour.".repeat(4),
                        List.of("rain", "mood " + n % 40), List.of("r41n style"), 0.8, null),
                new Lora.Proof(new StoredObject(key, 1_000 + n % 500, LoraSamples.OBJECT.etag()),
                        LoraSamples.facts(), n % 2 == 0 ? null : digest(n)),
                new Usage(n % 3, n % 3 == 0 ? null : START.plusSeconds(n % 1_000), List.of(), List.of()),
                START.plusSeconds(n / 3),
                START.plusSeconds(n / 3), 1);
    }

    private static Sha256 digest(int n) {
        return new Sha256("%064x".formatted(n));
    }

    private static Page page(LibraryStore store, String asked, Optional<Cursor> after) {
        var parameters = new TreeMap<String, String>();
        for (var parameter : asked.isEmpty() ? new String[0] : asked.split("&", -1)) {
            var parts = parameter.split("=", 2);
            parameters.put(parts[0], parts[1]);
        }
        after.ifPresent(cursor -> parameters.put("cursor", cursor.text()));
        var query = ListParameters.read(MultiValueMap.fromSingleValue(parameters)).in(WORKSPACE);
        return store.page(query).blockOptional(LIMIT).orElseThrow();
    }

    private static void report(String what, long scan, LibraryStore store, String asked, Optional<Cursor> after) {
        int times = asked.contains("query") ? 1 : 100;
        long median = median(times, () -> page(store, asked, after));
        System.out.printf("%s: %d us, total included; %.1f times faster than reading everything (%d us)%n", what,
                median,
                (double) scan / median, scan);
    }

    /** In microseconds. */
    private static long median(int times, Runnable work) {
        return IntStream.range(0, times)
                .mapToLong(_ -> micros(work))
                .sorted()
                .skip(times / 2)
                .findFirst()
                .orElseThrow();
    }

    private static long micros(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1_000;
    }
}
