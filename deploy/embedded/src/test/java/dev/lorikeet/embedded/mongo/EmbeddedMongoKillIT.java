package dev.lorikeet.embedded.mongo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Kills a writing process over and over, on one and the same file, and counts what it had promised. */
class EmbeddedMongoKillIT {
    private static final int KILLS = Integer.getInteger("lorikeet.kills", 20);
    static final int DELETED = -1;
    static final int BEING_DELETED = -2;

    @TempDir
    private Path directory;

    private final Map<String, Integer> promised = new HashMap<>();
    private long acknowledged;
    private long lost;

    @Test
    void everyAcknowledgedWriteSurvivesBeingKilled() throws Exception {
        long seed = Long.getLong("lorikeet.seed", System.nanoTime());
        Random random = new Random(seed);
        Path file = directory.resolve("killed.mv");
        opened(file, EmbeddedMongoKillIT::createIndexes);
        for (int kill = 1; kill <= KILLS; kill++) {
            writeUntilKilled(file, "r" + kill, Duration.ofMillis(200 + random.nextInt(700)));
            opened(file, this::check);
        }
        System.out.printf("Killed %d times (seed %d): %d writes acknowledged, %d lost, file %d KiB for %d documents%n",
                KILLS, seed, acknowledged, lost, Files.size(file) / 1024, promised.size());
        assertThat(lost).isZero();
    }

    private static void createIndexes(MongoCollection<Document> things) {
        things.createIndex(Indexes.ascending("outboxKey"), new IndexOptions().unique(true).sparse(true));
        things.createIndex(Indexes.compoundIndex(Indexes.ascending("workspace"), Indexes.descending("version")));
    }

    private void writeUntilKilled(Path file, String round, Duration life) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                KilledWriter.class.getName(), file.toString(), round).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reports = process.inputReader()) {
            String report = reports.readLine();
            assertThat(report).as("the writer's first report").isNotNull();
            // By its handle: the process itself would throw away what is still in the pipe.
            CompletableFuture<?> killed = CompletableFuture.runAsync(process.toHandle()::destroyForcibly,
                    CompletableFuture.delayedExecutor(life.toMillis(), TimeUnit.MILLISECONDS));
            while (report != null) {
                note(report);
                report = reports.readLine();
            }
            killed.get();
            assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
        } finally {
            process.destroyForcibly();
        }
    }

    private void note(String report) {
        int space = report.indexOf(' ');
        int version = Integer.parseInt(report.substring(space + 1));
        promised.put(report.substring(0, space), version);
        acknowledged += version == BEING_DELETED ? 0 : 1;
    }

    private void opened(Path file, Consumer<MongoCollection<Document>> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(file, 0, new SimpleMeterRegistry());
                MongoClient client = MongoConnection.to(mongo.connectionString())) {
            work.accept(client.getDatabase("db").getCollection("things"));
        }
    }

    private void check(MongoCollection<Document> things) {
        Map<String, Document> found = new HashMap<>();
        things.find().forEach(document -> found.put(document.getString("_id"), document));
        promised.forEach((id, version) -> lost += isKept(version, found.get(id)) ? 0 : 1);
        checkIndexes(things, found.values());
    }

    /** More may have been done than was acknowledged, but never less. */
    private static boolean isKept(int version, @Nullable Document document) {
        return switch (version) {
            case BEING_DELETED -> true;
            case DELETED -> document == null;
            default -> document != null && document.getInteger("version") >= version;
        };
    }

    private static void checkIndexes(MongoCollection<Document> things, Collection<Document> found) {
        found.stream()
                .collect(groupingBy(document -> document.getString("workspace")))
                .forEach((workspace, members) -> {
                    Bson filter = Filters.eq("workspace", workspace);
                    assertThat(things.countDocuments(filter)).isEqualTo(members.size());
                    assertThat(things.find(filter).sort(Sorts.descending("version")).into(new ArrayList<>()))
                            .containsExactlyInAnyOrderElementsOf(members);
                });
        List<Document> keyed = found.stream().filter(document -> document.containsKey("outboxKey")).toList();
        assertThat(things.find(Filters.gte("outboxKey", "")).into(new ArrayList<>()))
                .containsExactlyInAnyOrderElementsOf(
                        keyed);
        assertThatThrownBy(() -> things.insertOne(new Document("outboxKey", keyed.getLast().get("outboxKey"))))
                .hasMessageContaining("E11000");
    }
}
