package dev.lorikeet.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.FaultyDocumentStore;
import dev.lorikeet.delivery.FaultyEventLog;
import dev.lorikeet.delivery.Ids;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.delivery.SeededIds;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.generation.catalogue.CatalogueConsumer;
import dev.lorikeet.generation.catalogue.CatalogueLimits;
import dev.lorikeet.generation.catalogue.CatalogueMeters;
import dev.lorikeet.generation.catalogue.Copies;
import dev.lorikeet.generation.catalogue.ShardChecks;
import dev.lorikeet.generation.catalogue.Upkeep;
import dev.lorikeet.lora.bucket.InMemoryUploadStore;
import dev.lorikeet.lora.catalogue.AnnouncingLimits;
import dev.lorikeet.lora.catalogue.Shards;
import dev.lorikeet.lora.deletion.DeletionTimes;
import dev.lorikeet.lora.deletion.LoraDeletions;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.lora.upload.UploadLimits;
import dev.lorikeet.lora.upload.UploadMeters;
import dev.lorikeet.lora.usage.GenerationEventsConsumer;
import dev.lorikeet.lora.verdict.LoraSchedule;
import dev.lorikeet.lora.verdict.StorageEventsConsumer;
import dev.lorikeet.lora.workspace.QuotaLimits;
import dev.lorikeet.lora.workspace.WorkspaceSchedule;
import dev.lorikeet.lora.workspace.Workspaces;
import dev.lorikeet.storage.Worker;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The three services as they are, on engines that fail by a seeded chance, on a clock that only moves when told to. */
final class SimulatedWorld {
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
    final InMemoryObjectStore bucket = new InMemoryObjectStore(clock);
    private final InMemoryEventLog log = new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff());
    private final Map<String, DocumentStore> collections = new HashMap<>();
    private final List<Runnable> healing = new ArrayList<>();
    private final EventLog reached;
    private final Random chance;
    private final Ids ids;
    private final double faultRate;
    private int instances;

    SimulatedWorld(long seed, double faultRate) {
        this.chance = new Random(seed);
        this.ids = new SeededIds(seed);
        this.faultRate = faultRate;
        var faulty = new FaultyEventLog(log, chance, faultRate, scheduler);
        healing.add(faulty::heal);
        healing.add(() -> bucket.away(false));
        this.reached = faulty;
    }

    /** The use cases of lora-api that people reach over HTTP. */
    record LoraApi(Loras loras, LoraUploads uploads, LoraDeletions deletions) {}

    LoraApi startLoraApi() {
        var delivery = delivery("lora-api");
        var loras = new Loras(delivery, clock);
        var workspaces = new Workspaces(delivery, usual("lorikeet.quota", QuotaLimits.class), clock);
        var uploads = new LoraUploads(loras, workspaces, new InMemoryUploadStore(clock, new HashMap<>()),
                usual("lorikeet.upload", UploadLimits.class), new UploadMeters(new SimpleMeterRegistry()), delivery,
                clock, ids);
        var deletions = new LoraDeletions(loras, workspaces, usual("lorikeet.deletion", DeletionTimes.class), clock);
        var _ = new StorageEventsConsumer(delivery, uploads, deletions);
        var _ = new LoraSchedule(delivery, uploads, deletions);
        var _ = new WorkspaceSchedule(delivery, workspaces, loras, clock);
        var shards = new Shards(delivery, loras, usual("lorikeet.announcing", AnnouncingLimits.class), clock);
        var _ = new GenerationEventsConsumer(delivery, loras, shards);
        delivery.start();
        shards.plan().onErrorComplete().subscribe();
        return new LoraApi(loras, uploads, deletions);
    }

    private static <T> T usual(String prefix, Class<T> settings) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, settings);
    }

    void startStorageWorker() {
        var delivery = delivery("storage-worker");
        var worker = Worker.on(delivery, bucket, clock, scheduler);
        delivery.start();
        // A world whose engines fail may not take it at once; the next instance plans it then.
        worker.sweeps().plan().onErrorComplete().subscribe();
    }

    Catalogue startGenerationService() {
        var delivery = delivery("generation-service");
        var limits = usual("lorikeet.catalogue", CatalogueLimits.class);
        var copies = new Copies(delivery, limits);
        var meters = new CatalogueMeters(new SimpleMeterRegistry());
        var upkeep = new Upkeep(delivery, copies, limits, meters, clock);
        var checks = new ShardChecks(delivery, copies, upkeep, limits, meters, clock);
        var _ = new CatalogueConsumer(delivery, copies, checks, meters, clock);
        delivery.start();
        upkeep.plan().onErrorComplete().subscribe();
        return new Catalogue(copies);
    }

    private Delivery delivery(String service) {
        var engines = new Engines(collection -> collection(service + "/" + collection), reached, clock, scheduler,
                service + "-" + instances++);
        return new Delivery(service, engines, DeliveryLimits.defaults(), new SimpleMeterRegistry());
    }

    /** A restarted instance finds the collections of the one before it. */
    private DocumentStore collection(String name) {
        return collections.computeIfAbsent(name, key -> {
            var wrapped = new FaultyDocumentStore(
                    new InMemoryDocumentStore(key.substring(key.indexOf('/') + 1)), chance, faultRate);
            healing.add(wrapped::heal);
            return wrapped;
        });
    }

    void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    /** From here on nothing fails any more: everything has to come to rest. */
    void heal() {
        healing.forEach(Runnable::run);
    }

    Random chance() {
        return chance;
    }
}
