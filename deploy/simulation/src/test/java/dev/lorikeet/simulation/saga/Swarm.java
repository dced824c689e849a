package dev.lorikeet.simulation.saga;

import org.jspecify.annotations.Nullable;

/** Faults by chance. How often each kind strikes is itself drawn for each seed: what never fails alone hides much. */
final class Swarm implements Fault.Plan {
    private static final Fault[] FAULTS = Fault.values();
    private static final double[] USUAL = {0.03, 0.03, 0.006, 0.006, 0.01, 0.01, 0.003, 0.003, 0.01};
    private final long seed;
    private final double[] rates;

    /** @param twice whether steps are done twice, too; that came last */
    Swarm(long seed, boolean twice) {
        this.seed = Chance.mix(seed, 1);
        this.rates = new double[twice ? FAULTS.length : FAULTS.length - 1];
        for (int kind = 0; kind < rates.length; kind++) {
            long drawn = Chance.mix(this.seed, 100 + kind);
            rates[kind] = switch (Chance.below(drawn, 4)) {
                case 0 -> 0;
                case 1 -> USUAL[kind] / 4;
                case 2 -> USUAL[kind];
                default -> USUAL[kind] * 3;
            };
        }
    }

    @Override
    public @Nullable Fault at(long key, String step) {
        double drawn = Chance.fraction(Chance.mix(seed, key));
        for (int kind = 0; kind < rates.length; kind++) {
            drawn -= rates[kind];
            if (drawn < 0) {
                return FAULTS[kind] == Fault.TWICE && !Fault.isRepeatable(step) ? null : FAULTS[kind];
            }
        }
        return null;
    }
}
