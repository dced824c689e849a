package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.lorikeet.event.WorkspaceId;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A run of one seed: some minutes in which everything goes wrong, and then quiet. */
record Saga(long seed, Fault.Plan plan, Mutant mutant, Cast cast, boolean told) {
    private static final Duration A_WHILE = Duration.ofSeconds(10);
    private static final int MOST_MINUTES = 20;
    private static final WorkspaceId DEMO = new WorkspaceId("demo");
    private static final WorkspaceId OTHER = new WorkspaceId("other");

    /** Who takes part. */
    enum Cast {
        ALL,
        /** The same without what {@link Lot} adds. */
        FORMER,
        /** The same people, and nothing befalls the catalogue or the topics from outside. */
        PEOPLE,
        /** One upload and one order, and nothing goes wrong but what the plan says. */
        TWO;

        /** Whether RunPod and the network in front of us do as they like, besides the plan. */
        boolean isMoody() {
            return this != TWO;
        }

        boolean meetsAnything() {
            return this == ALL || this == FORMER;
        }

        /** Those from before know nothing of what is done twice. */
        Swarm swarm(long seed) {
            return new Swarm(seed, this == ALL);
        }

        Lot lot(long seed) {
            return this == ALL ? Lot.of(seed) : Lot.usual(seed);
        }
    }

    static Saga of(long seed) {
        return new Saga(seed, Cast.ALL.swarm(seed), new Mutant(), Cast.ALL, false);
    }

    Saga as(Cast other) {
        return new Saga(seed, other.swarm(seed), mutant, other, told);
    }

    /** One LoRA and one job, with the faults of this plan. */
    static Saga small(long seed, Fault.Plan plan) {
        return new Saga(seed, plan, new Mutant(), Cast.TWO, false);
    }

    /** The same with these faults left out. */
    Saga without(Set<Long> keys) {
        return new Saga(seed, (key, step) -> keys.contains(key) ? null : plan.at(key, step), mutant, cast, told);
    }

    Saga told(boolean now) {
        return new Saga(seed, plan, mutant, cast, now);
    }

    Saga of(Mutant other) {
        return new Saga(seed, plan, other, cast, told);
    }

    /**
     * How it went.
     *
     * @param broken the truth that did not hold
     */
    record Outcome(long seed, Optional<String> broken, long hash, long steps, List<Fault.Struck> struck,
            Map<String, Long> sometimes, List<String> trace) {}

    Outcome run() {
        var trace = new Trace(told);
        var world = new World(seed, plan, mutant, trace, cast);
        var promises = new Promises(world);
        Optional<String> broken = Timers.on(world.agenda(), () -> {
            try {
                world.begin();
                var lives = cast.isMoody() ? people(world, promises) : two(world, promises);
                trouble(world, promises, lives);
                if (world.lot().survives()) {
                    world.calm();
                    settle(world, promises, lives);
                    new Rest(world, promises).demandThatItIsNear();
                    world.sometimes().saw("a life came to rest without a restart");
                } else {
                    world.heal(Pace.AFTERWARDS);
                    settle(world, promises, lives);
                }
                world.heal(Pace.AT_NIGHT);
                world.pass(world.lot().night().plus(world.decay().healing()));
                new Rest(world, promises).check();
                return Optional.empty();
            } catch (Truths.Broken failure) {
                return Optional.of(String.valueOf(failure.getMessage()));
            }
        });
        return new Outcome(seed, broken, trace.hash(), world.agenda().done(), world.struck(),
                world.sometimes().counts(), trace.lines());
    }

    /** Where only a plan decides what goes wrong, nothing more can once everything is done. */
    private void trouble(World world, Promises promises, List<Disposable> lives) {
        if (cast.isMoody()) {
            world.pass(world.lot().trouble());
            return;
        }
        for (var left = world.lot().trouble(); left.isPositive(); left = left.minus(A_WHILE)) {
            world.pass(A_WHILE);
            if (areOver(lives) && new Rest(world, promises).isThere()) {
                return;
            }
        }
    }

    private static boolean areOver(List<Disposable> lives) {
        return lives.stream().allMatch(Disposable::isDisposed);
    }

    /** As long as somebody or something is at it, within reason: what still is then is found at the end. */
    private static void settle(World world, Promises promises, List<Disposable> lives) {
        int minutes = 0;
        do {
            world.pass(Duration.ofMinutes(1));
            minutes++;
        } while (minutes < MOST_MINUTES
                && !(areOver(lives) && new Rest(world, promises).isNear()));
    }

    private static List<Disposable> people(World world, Promises promises) {
        var lives = new ArrayList<Disposable>();
        int uploads = 1 + Chance.below(Chance.mix(world.seed(), 21), 5);
        for (int number = 1; number <= uploads; number++) {
            var client = new Client(world, "uploader-" + number);
            lives.add(begin(new Uploader(world, promises, client, whose(world, "uploader", number)).life()));
        }
        int orders = 1 + Chance.below(Chance.mix(world.seed(), 22), 5);
        for (int number = 1; number <= orders; number++) {
            var client = new Client(world, "customer-" + number);
            lives.add(begin(new Customer(world, promises, client, whose(world, "customer", number)).life()));
        }
        lives.add(begin(new Customer(world, promises, new Client(world, "forger"), DEMO).forge()));
        return lives;
    }

    private static List<Disposable> two(World world, Promises promises) {
        return List.of(begin(new Uploader(world, promises, new Client(world, "uploader-1"), DEMO).life()),
                begin(new Customer(world, promises, new Client(world, "customer-1"), DEMO).life()));
    }

    private static WorkspaceId whose(World world, String kind, int number) {
        return Chance.below(Chance.mix(Chance.mix(world.seed(), kind.hashCode()), number), 3) == 0 ? OTHER : DEMO;
    }

    /** Whatever it ends with is their affair: what they were promised is checked. */
    private static Disposable begin(Mono<Void> life) {
        return life.subscribe(_ -> {}, _ -> {});
    }
}
