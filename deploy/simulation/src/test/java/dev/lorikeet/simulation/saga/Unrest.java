package dev.lorikeet.simulation.saga;

/** What befalls whole instances besides crashes: they lose their partitions to others, or are asked to stop. */
final class Unrest {
    private static final int FROM_SECONDS = 15;
    private static final int SECONDS = 180;
    private static final int AWAY_SECONDS = 6;

    private final World world;
    private final long stream;

    Unrest(World world) {
        this.world = world;
        this.stream = Chance.mix(world.seed(), "unrest".hashCode());
    }

    void begin() {
        for (int number = 0; number < world.lot().rebalances(); number++) {
            at(Chance.mix(stream, 100 + number), this::rebalance);
        }
        for (int number = 0; number < world.lot().stops(); number++) {
            at(Chance.mix(stream, 200 + number), (instance, _) -> world.stop(instance));
        }
    }

    private interface Happening {
        void to(Instance instance, long drawn);
    }

    private void at(long drawn, Happening happening) {
        long millis = 1000L * (FROM_SECONDS + Chance.below(Chance.mix(drawn, 1), SECONDS));
        world.agenda().afterMillis(millis, world.agenda().outside(), () -> {
            var awake = world.awake();
            if (world.isFaulty() && !awake.isEmpty()) {
                happening.to(awake.get(Chance.below(Chance.mix(drawn, 2), awake.size())), Chance.mix(drawn, 3));
            }
        });
    }

    private void rebalance(Instance instance, long drawn) {
        var process = instance.process();
        world.trace().say(world.agenda(), process, "loses its partitions");
        world.sometimes().saw("a living reader lost its partitions");
        world.twins().log.expel(process);
        world.agenda().afterMillis(1000L * Chance.below(drawn, AWAY_SECONDS), world.agenda().outside(), () -> {
            if (process.isAlive() && !process.standsStillAt(world.agenda().millisGone())) {
                world.twins().log.readmit(process);
            }
        });
    }
}
