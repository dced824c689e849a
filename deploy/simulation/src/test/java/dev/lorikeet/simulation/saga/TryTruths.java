package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.FailureCode.Again;

/**
 * What holds of the tries of a job: how many there may be, and when one that nobody knows anything of is over. It says of
 * each try alone what must be so, since two live jobs of one order, or the tenth try, need much bad luck to be seen.
 */
final class TryTruths {
    private static final Set<String> OPEN = Set.of("queued", "submitting", "running");

    private final World world;
    private final Truths truths;
    /** By order and number, whatever its document says of them later. */
    private final Map<String, TreeMap<Long, FailureCode>> failed = new HashMap<>();

    TryTruths(World world, Truths truths) {
        this.world = world;
        this.truths = truths;
    }

    void changed(String order, Tree was, Tree is) {
        var tries = failed.computeIfAbsent(order, _ -> new TreeMap<>());
        int before = tries.size();
        is.at("job", "past")
                .all()
                .forEach(one -> tries.put(one.at("number").number(),
                        FailureCode.valueOf(one.at("failure", "code").text())));
        if (tries.size() > before) {
            truths.demand(!isGivenUp(was, tries.lastEntry().getValue()) || !now().isBefore(forgottenAt(was)), 10,
                    "no try is given up for lost before RunPod has forgotten it", order);
            truths.demand(!livesOn(was), 10, "no try is over here that lives on at RunPod", order);
            truths.demand(!OPEN.contains(is.status()) || mayGoOn(is, tries), 12,
                    "no job is tried more often than it may be", order + " after " + tries);
        }
    }

    private static boolean isGivenUp(Tree was, FailureCode code) {
        return was.status().equals("submitting") && code == FailureCode.LOST;
    }

    private boolean livesOn(Tree was) {
        return was.at("remoteJob")
                .found()
                .flatMap(remote -> world.twins().cloud.job(remote))
                .filter(JobTruths::isLive)
                .isPresent();
    }

    /** What cost a LoRA, or changed what it does, is counted by LoRAs. */
    private static boolean mayGoOn(Tree is, Map<Long, FailureCode> tries) {
        long mendable = tries.values().stream().filter(code -> code.again() == Again.ONCE).count();
        return mendable < Settings.DISPATCH.attempts()
                && tries.size() - mendable <= is.at("job", "asked", "loras").all().size()
                && tries.values().stream().noneMatch(code -> code.again() == Again.NEVER);
    }

    /** RunPod has got it, and will keep it for so long. */
    void given(String order, Duration timeToLive) {
        world.twins()
                .collection("generation-service", "generations")
                .find(order)
                .map(Tree::of)
                .filter(job -> job.at("attempt").node() != null)
                .subscribe(job -> truths.demand(!now().plus(timeToLive).isAfter(forgottenAt(job)), 10,
                        "RunPod keeps no try longer than we wait for it", order + " for " + timeToLive));
    }

    private Instant now() {
        return world.agenda().instant();
    }

    private static Instant forgottenAt(Tree job) {
        return Instant.parse(job.at("attempt", "forgottenAt").text());
    }
}
