package dev.lorikeet.lora.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.MongoCollections;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bson.Document;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** LoRAs on an embedded MongoDB of their own: commanded as ever, or put there in any state. */
public final class LibraryOnMongo implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Path directory;
    private final EmbeddedMongo mongo;
    private final MongoClient client;
    private final ReactiveMongoDatabaseFactory database;
    private final Loras loras;

    private LibraryOnMongo(Path directory) {
        this.directory = directory;
        this.mongo = EmbeddedMongo.start(directory.resolve("library.mv"), 0, meters);
        this.client = MongoClients.create(mongo.connectionString());
        this.database = new SimpleReactiveMongoDatabaseFactory(client, "db");
        var delivery = new Delivery("lora-api", MongoCollections.engines(client.getDatabase("db"), LoraSamples.NOON,
                Schedulers.parallel()), DeliveryLimits.defaults(), meters);
        this.loras = new Loras(delivery, () -> LoraSamples.NOON);
        delivery.prepare().block(LIMIT);
    }

    public static LibraryOnMongo start() {
        try {
            return new LibraryOnMongo(Files.createTempDirectory("library"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ReactiveMongoDatabaseFactory database() {
        return database;
    }

    public Loras loras() {
        return loras;
    }

    MongoCollection<Document> documents() {
        return client.getDatabase("db").getCollection(Loras.COLLECTION);
    }

    /** As a commit leaves it, whatever was there before; but its name may be another one's too. */
    public void put(Lora.Known lora) {
        var document = document(lora);
        document.remove("unique");
        Mono.from(documents().replaceOne(new Document("_id", document.get("_id")), document,
                new ReplaceOptions().upsert(true))).block(LIMIT);
    }

    public void insert(List<? extends Lora.Known> all) {
        Flux.fromIterable(all)
                .map(LibraryOnMongo::document)
                .buffer(1_000)
                .concatMap(documents()::insertMany)
                .blockLast(LIMIT);
    }

    static Document document(Lora.Known lora) {
        return MongoCollections.document(Loras.TYPE, lora.identity().lora().value(), lora);
    }

    /** How often a query had to read a large part of everything. */
    public double scans() {
        return meters.find("lorikeet.embedded.mongo.scans").counters().stream().mapToDouble(Counter::count).sum();
    }

    @Override
    public void close() {
        client.close();
        mongo.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
