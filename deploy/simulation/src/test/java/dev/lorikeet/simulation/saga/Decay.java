package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.generation.catalogue.CatalogueLimits;
import dev.lorikeet.generation.catalogue.Copies;
import dev.lorikeet.generation.catalogue.Damage;
import dev.lorikeet.generation.catalogue.Upkeep;
import dev.lorikeet.lora.catalogue.AnnouncingLimits;
import dev.lorikeet.lora.catalogue.Shards;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What befalls the catalogue and its copy in some lives, whatever becomes of steps. Only there are digests announced, and
 * only of shards that have something in them: the others are empty on both sides. All of it is drawn apart from everything
 * else, so that a life without it is what it would be if there were no such thing.
 */
final class Decay {
    private static final String TOPIC = Topic.LORA_CATALOGUE.topicName();
    private static final double LOST = 0.15;
    private static final double FORGOTTEN = 0.8;
    private static final int MOST_DAMAGES = 3;
    private static final int FROM_SECONDS = 30;
    private static final int SECONDS = 150;
    private static final Duration AGAIN = Duration.ofSeconds(3);
    /** Beyond an hour: a removal that a damaged copy ignores may come late, and it takes four digests to build it anew. */
    private static final Duration HEALING = Duration.ofMinutes(25);

    private enum Kind {
        NONE,
        /** Records never reach the topic; digests are compared often enough to find that out. */
        LOSSY(Duration.ofMinutes(5), Duration.ofDays(6), Duration.ofHours(1)),
        /** The topic has forgotten removals before they were read; the next but one digest comes too late to help. */
        FORGETFUL(Duration.ofMinutes(45), Duration.ofMinutes(10), Duration.ofMinutes(5));

        private final Duration digests;
        private final Duration stale;
        private final Duration look;

        Kind() {
            this(Duration.ofMinutes(10), Duration.ofDays(6), Duration.ofHours(1));
        }

        Kind(Duration digests, Duration stale, Duration look) {
            this.digests = digests;
            this.stale = stale;
            this.look = look;
        }
    }

    private final World world;
    private final long stream;
    private final Kind kind;
    private final TreeSet<Integer> watched = new TreeSet<>();
    /** LoRAs of which the topic lacks something. */
    private final Set<String> lost = new HashSet<>();
    /** By LoRA: its removal, which nobody can read any more, nor what came before it. */
    private final Map<String, String> forgotten = new HashMap<>();

    Decay(World world, boolean possible) {
        this.world = world;
        this.stream = Chance.mix(world.seed(), "decay".hashCode());
        this.kind = possible ? kind(stream) : Kind.NONE;
    }

    private static Kind kind(long stream) {
        return switch (Chance.below(Chance.mix(stream, 1), 12)) {
            case 0, 1 -> Kind.LOSSY;
            case 2 -> Kind.FORGETFUL;
            default -> Kind.NONE;
        };
    }

    private boolean isOn() {
        return kind != Kind.NONE;
    }

    /** How much longer it takes until all is as it should be. */
    Duration healing() {
        return isOn() ? HEALING : Duration.ZERO;
    }

    AnnouncingLimits announcing() {
        return new AnnouncingLimits(kind.digests, 50, Duration.ofSeconds(1));
    }

    CatalogueLimits copying() {
        var usual = Settings.CATALOGUE;
        return new CatalogueLimits(usual.settle(), usual.late(), usual.mostMisses(), usual.rememberRemoved(),
                kind.stale, kind.look, usual.batch());
    }

    void begin() {
        if (isOn()) {
            var damage = new Damage(new Copies(aside(), copying()), new Random(stream));
            for (int number = 1 + Chance.below(Chance.mix(stream, 2), MOST_DAMAGES); number > 0; number--) {
                later(FROM_SECONDS + Chance.below(Chance.mix(stream, 2 + number), SECONDS), damage);
            }
        }
    }

    /** Past every step: whoever damages a copy is none of its instances. */
    private Delivery aside() {
        var agenda = world.agenda();
        return new Delivery("generation-service",
                new Engines(name -> world.collection("generation-service", name), world.twins().log, agenda,
                        agenda.of(agenda.outside()), "damage"),
                Settings.delivery(Pace.USUAL), new CompositeMeterRegistry());
    }

    private void later(long seconds, Damage damage) {
        world.agenda().after(Duration.ofSeconds(seconds), world.agenda().outside(), () -> strike(damage));
    }

    /** As soon as there is something to be damaged. */
    private void strike(Damage damage) {
        var copied = new ArrayList<>(damage.fingerprints().keySet());
        if (!world.isMoody()) {
            return;
        }
        if (copied.isEmpty()) {
            later(FROM_SECONDS, damage);
            return;
        }
        var lora = copied.get(damage.chance().nextInt(copied.size()));
        damage.to(new LoraId(lora)).subscribe();
        world.trace().say(world.agenda(), world.agenda().outside(), "damages the copy of " + lora);
        world.sometimes().saw("the copy was damaged");
        damage.fingerprints().keySet().forEach(one -> watch(new LoraId(one)));
    }

    /** From now on the digests of its shard are announced. */
    void watch(LoraId lora) {
        int shard = CatalogueShards.of(lora);
        if (isOn() && watched.add(shard)) {
            var living = world.living(Instance.Library.class);
            if (!living.isEmpty()) {
                var library = living.getFirst();
                plan(library.process(), library.shards(), List.of(shard));
            }
        }
    }

    /** As at the start of the real service. */
    void plan(Program process, Shards shards) {
        plan(process, shards, List.copyOf(watched));
    }

    private void plan(Program process, Shards shards, List<Integer> some) {
        if (!some.isEmpty()) {
            until(process, Flux.fromIterable(some).concatMap(shards::plan).then());
        }
    }

    /** The same of the copy. */
    void plan(Program process, Upkeep upkeep) {
        if (isOn()) {
            until(process, upkeep.plan());
        }
    }

    private void until(Program process, Mono<?> done) {
        var agenda = world.agenda();
        agenda.afterMillis(0, process, () -> done.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN)
                .scheduler(agenda.of(process))).subscribe());
    }

    /** The engine as lora-api reaches it. */
    EventLog engine(String service, EventLog engine) {
        return isOn() && service.equals("lora-api") ? new WrongLog(engine, this::published, handler -> handler)
                : engine;
    }

    private List<WireRecord> published(List<WireRecord> records) {
        return records.stream().filter(record -> !record.topic().equals(TOPIC) || !isLost(record)).toList();
    }

    private boolean isLost(WireRecord record) {
        double drawn = Chance.fraction(Chance.mix(stream, record.headers()
                .getOrDefault(CloudEventHeaders.ID, "")
                .hashCode()));
        if (kind == Kind.FORGETFUL && record.body() == null && drawn < FORGOTTEN && world.isMoody()) {
            forgotten.put(record.key(), sequence(record));
        }
        boolean strikes = kind == Kind.LOSSY && drawn < LOST && world.isMoody();
        if (strikes) {
            lost.add(record.key());
            world.sometimes().saw("a record of the catalogue was lost");
        }
        return strikes;
    }

    /** Only copies are compared with the library: what the topic lacks is found by a copy that lacks it, and not before. */
    boolean isLacking(String lora) {
        return lost.contains(lora);
    }

    private static String sequence(WireRecord record) {
        return record.headers().getOrDefault(CloudEventHeaders.SEQUENCE, "");
    }

    /** What the topic still has, right in front of generation-service. */
    EventLog remembered(String service, EventLog log) {
        return kind == Kind.FORGETFUL && service.equals("generation-service")
                ? new CompactedLog(log, this::isForgotten)
                : log;
    }

    private boolean isForgotten(WireRecord record) {
        // What a stranger wrote is to be put aside, whatever becomes of ours.
        boolean isOurs = record.topic().equals(TOPIC) && Stranger.mark(record).isEmpty();
        var removal = isOurs ? forgotten.get(record.key()) : null;
        if (removal == null || sequence(record).compareTo(removal) > 0) {
            return false;
        }
        if (record.body() == null) {
            world.sometimes().saw("a removal was forgotten before it was read");
        }
        return true;
    }
}
