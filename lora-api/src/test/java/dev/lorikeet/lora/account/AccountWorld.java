package dev.lorikeet.lora.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.delivery.SeededIds;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.bucket.InMemoryUploadStore;
import dev.lorikeet.lora.deletion.DeletionSamples;
import dev.lorikeet.lora.deletion.LoraDeletions;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.lora.upload.UploadSamples;
import dev.lorikeet.lora.verdict.LoraSchedule;
import dev.lorikeet.lora.workspace.Accounts;
import dev.lorikeet.lora.workspace.Accounts.Account;
import dev.lorikeet.lora.workspace.WorkspaceSchedule;
import dev.lorikeet.lora.workspace.Workspaces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Instances of lora-api on the same documents, on a clock that only moves when told to. */
final class AccountWorld {
    static final WorkspaceId WORKSPACE = new WorkspaceId("demo");
    static final long QUOTA = 100;
    static final long MOST_LORAS = 6;
    static final int MOST_OPEN = 4;
    static final Duration TICKET = Duration.ofSeconds(90);
    static final Duration UNDO = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    final Random chance;
    final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final InMemoryEventLog log;
    private final Map<String, RoughDocuments> collections = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final RoughSea sea;
    private final InMemoryUploadStore bucket;
    private long looks;
    private long most;

    AccountWorld(long seed, double faults, int count) {
        chance = new Random(seed);
        sea = new RoughSea(chance, faults, scheduler);
        log = new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff());
        bucket = new InMemoryUploadStore(clock(), new HashMap<>());
        for (int number = 0; number < count; number++) {
            instances.add(instance(number, seed));
        }
    }

    /** One process. */
    record Instance(Loras loras, Workspaces workspaces, LoraUploads uploads, LoraDeletions deletions) {}

    private Instance instance(int number, long seed) {
        var clock = clock();
        var defaults = DeliveryLimits.defaults();
        var limits = new DeliveryLimits(defaults.commit(),
                new DeliveryLimits.Relay(1, Duration.ofSeconds(20), 200, Duration.ofMinutes(10)), defaults.consumer(),
                new DeliveryLimits.Work(8, Duration.ofSeconds(4), Duration.ofSeconds(60)), defaults.backOff());
        var delivery = new Delivery("lora-api", new Engines(this::collection, log, clock, scheduler,
                "instance-" + number), limits, new SimpleMeterRegistry());
        var loras = new Loras(delivery, clock);
        var workspaces = Accounts.of(delivery, QUOTA, MOST_LORAS, MOST_OPEN, clock);
        var uploads = UploadSamples.uploads(loras, workspaces, new RoughBucket(bucket, sea), delivery, TICKET, clock,
                new SeededIds(seed + number));
        var deletions = DeletionSamples.deletions(loras, workspaces, UNDO, clock);
        var _ = new WorkspaceSchedule(delivery, workspaces, loras, clock);
        var _ = new LoraSchedule(delivery, uploads, deletions);
        delivery.start();
        return new Instance(loras, workspaces, uploads, deletions);
    }

    /** No two looks at a clock see the same time. */
    private InstantSource clock() {
        return () -> START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS)).plusNanos(++looks);
    }

    private RoughDocuments collection(String name) {
        return collections.computeIfAbsent(name, key -> new RoughDocuments(key, sea,
                key.equals("leases") ? () -> {} : this::check));
    }

    Instance any() {
        return instances.get(chance.nextInt(instances.size()));
    }

    /** From here on nothing fails any more. */
    void calm() {
        sea.calm();
    }

    /** What is written, whoever knows of it. */
    Map<LoraId, Lora> loras() {
        return collection(Loras.COLLECTION).states()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> new LoraId(entry.getKey()), entry -> Loras.read(entry.getValue()),
                        (_, later) -> later, () -> new TreeMap<>(Comparator.comparing(LoraId::value))));
    }

    Account account() {
        var state = collection("workspaces").states().get(WORKSPACE.value());
        return state == null ? new Account(0, 0, 0, List.of(), false) : Accounts.read(state);
    }

    /** The largest part of the quota that was ever taken. */
    long most() {
        return most;
    }

    /** After every write, whatever the account may say: what is there never takes more room than there is. */
    private void check() {
        var account = account();
        demand(account.usedBytes() + account.reservedBytes() <= QUOTA, account);
        demand(account.loraCount() + account.reserved().size() <= MOST_LORAS, account);
        demand(account.reserved().size() <= MOST_OPEN, account);
        var sizes = loras().values().stream().map(AccountWorld::room).filter(size -> size > 0).toList();
        long taken = sizes.stream().mapToLong(Long::longValue).sum();
        demand(taken <= QUOTA && sizes.size() <= MOST_LORAS, sizes + " although " + account);
        most = Math.max(most, taken);
    }

    private static void demand(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError("more than there is room for: " + what);
        }
    }

    private static long room(Lora lora) {
        return switch (lora) {
            case Lora.Uploading uploading -> uploading.identity().expected().size();
            case Lora.Verifying verifying -> verifying.identity().expected().size();
            default -> used(lora);
        };
    }

    /** The size of an object that is there by the record. */
    static long used(Lora lora) {
        return switch (lora) {
            case Lora.Ready ready -> ready.proof().object().size();
            case Lora.Missing(var was, var _, var _) -> used(was);
            case Lora.Deleting(var was, var _, var _) -> used(was);
            case Lora.Discarded(var was, var _) -> used(was);
            case Lora.None _,Lora.Uploading _,Lora.Verifying _,Lora.Abandoned _,Lora.Rejected _,Lora.Deleted _ -> 0;
        };
    }
}
