package dev.lorikeet.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.catalogue.CatalogueConsumer;
import dev.lorikeet.generation.catalogue.CatalogueLimits;
import dev.lorikeet.generation.catalogue.CatalogueMeters;
import dev.lorikeet.generation.catalogue.Copies;
import dev.lorikeet.generation.catalogue.Damage;
import dev.lorikeet.generation.catalogue.ShardChecks;
import dev.lorikeet.generation.catalogue.Upkeep;
import dev.lorikeet.lora.catalogue.AnnouncingLimits;
import dev.lorikeet.lora.catalogue.Shards;
import dev.lorikeet.lora.lifecycle.DescriptionChange;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.LoraCommand;
import dev.lorikeet.lora.lifecycle.LoraSamples;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.usage.GenerationEventsConsumer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The library and its copy, two instances of each, on a log that cannot be trusted. */
final class CatalogueWorld {
    static final Duration ROUND = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final LoraDescription RAIN = new LoraDescription("Rain", null, List.of(), List.of(), 1.0, null);

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
    private final Map<String, DocumentStore> collections = new HashMap<>();
    private final CatalogueMeters counted;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LossyEventLog log;
    private final Random chance;
    private final Loras loras;
    private final Damage damage;

    CatalogueWorld(long seed, double lossRate) {
        chance = new Random(seed);
        counted = new CatalogueMeters(meters);
        log = new LossyEventLog(new InMemoryEventLog(scheduler, clock, DeliveryLimits.defaults().backOff()), chance,
                lossRate);
        startLibrary("one");
        loras = startLibrary("two");
        startCopy("one");
        damage = new Damage(startCopy("two"), chance);
    }

    private Loras startLibrary(String instance) {
        var delivery = delivery("lora-api", instance);
        var started = new Loras(delivery, clock);
        var shards = new Shards(delivery, started, new AnnouncingLimits(ROUND, 3, Duration.ofSeconds(1)), clock);
        var _ = new GenerationEventsConsumer(delivery, started, shards);
        delivery.start();
        shards.plan().block();
        return started;
    }

    private Copies startCopy(String instance) {
        var delivery = delivery("generation-service", instance);
        var limits = new CatalogueLimits(Duration.ofSeconds(1), Duration.ofMinutes(1), 3, Duration.ofDays(31),
                Duration.ofDays(6),
                Duration.ofHours(1), 8);
        var copies = new Copies(delivery, limits);
        var upkeep = new Upkeep(delivery, copies, limits, counted, clock);
        var checks = new ShardChecks(delivery, copies, upkeep, limits, counted, clock);
        var _ = new CatalogueConsumer(delivery, copies, checks, counted, clock);
        delivery.start();
        upkeep.plan().block();
        return copies;
    }

    private Delivery delivery(String service, String instance) {
        return new Delivery(service, new Engines(collection -> collections.computeIfAbsent(service + "/" + collection,
                _ -> new InMemoryDocumentStore(collection)), log, clock, scheduler, service + instance),
                DeliveryLimits.defaults(), new SimpleMeterRegistry());
    }

    /** Something that happens to a LoRA, or to the copy of it. */
    void happens(int number, boolean withDamage) {
        var lora = new LoraId("lora-" + number);
        var key = new ObjectKey("loras/20260304/12/demo/" + lora.value() + "/rain.safetensors");
        switch (chance.nextInt(withDamage ? 10 : 7)) {
            case 0, 1, 2 -> {
                var identity = new Lora.Identity(lora, new WorkspaceId("demo"), "kim", clock.instant(),
                        new ExpectedObject(key, "rain.safetensors", 100, null, null), null);
                send(lora, new LoraCommand.Start(identity, RAIN, 100, clock.instant().plusSeconds(3600)));
                send(lora, new LoraCommand.Complete());
                send(lora, new LoraCommand.Prove(new StoredObject(key, 100, new ETag("e")), LoraSamples.facts()));
            }
            case 3 -> send(lora, new LoraCommand.Describe(new DescriptionChange("Rain " + number + " "
                    + chance.nextInt(), null, null, null, null, null), null));
            case 4 -> send(lora, new LoraCommand.Delete(clock.instant(), clock.instant()));
            case 5 -> send(lora, new LoraCommand.Discard());
            case 6 -> send(lora, new LoraCommand.Remove(key));
            default -> damage.to(lora).block();
        }
    }

    /** Another one has the name, or it is not the time for it: then nothing happens. */
    private void send(LoraId lora, LoraCommand command) {
        loras.send(lora, command).onErrorComplete().block();
    }

    void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    void heal() {
        log.heal();
    }

    double counted(String outcome) {
        return meters.counter("lorikeet.catalogue.digests", "outcome", outcome).count();
    }

    Map<String, Object> library() {
        var all = new TreeMap<String, Object>();
        Flux.range(0, CatalogueShards.COUNT)
                .concatMap(shard -> loras.inShard(shard, "", 1_000))
                .filter(listing -> listing.fields().containsKey(ListFields.FINGERPRINT))
                .doOnNext(listing -> all.put(listing.id(), listing.fields().getOrDefault(ListFields.FINGERPRINT, "")))
                .blockLast();
        return all;
    }

    Map<String, Object> copy() {
        return damage.fingerprints();
    }
}
