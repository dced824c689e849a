package dev.lorikeet.generation.runpod;

import java.util.Random;

import dev.lorikeet.generation.job.RemoteProgress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever workers report. */
final class ProgressReadingProperties {
    private static final String[] NAMES = {"percent", "progress", "percentage", "step", "total", "phase", "status"};

    @Property(tries = 500)
    void isAPercentageThatNeverGoesBackWithOneWorker(@ForAll long seed) {
        var chance = new Random(seed);
        var before = RemoteProgress.NONE;
        for (int look = 0; look < 30; look++) {
            var job = new RemoteJob("one-u1", RemoteJob.Status.IN_PROGRESS, new Output.Here(said(chance, 0)), null,
                    null, null, chance.nextBoolean() ? "w" : null, 0);
            var next = ProgressReading.of(job, before);
            boolean first = before.worker() == null;
            assertThat(next.percent()).isBetween(first ? 0 : before.percent(), 100);
            assertThat(next.stage() == null ? 0 : next.stage().length()).isLessThanOrEqualTo(200);
            before = next;
        }
    }

    private static JsonNode said(Random chance, int depth) {
        var json = JsonNodeFactory.instance;
        return switch (chance.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> json.numberNode(chance.nextInt());
            case 1 -> json.numberNode(chance.nextDouble() * chance.nextInt(200));
            case 2 -> json.stringNode(chance.nextInt(2_000_000) + "/" + chance.nextInt(2_000_000));
            case 3 -> json.stringNode(chance.nextInt(1000) + "%");
            case 4 -> json.stringNode("é".repeat(chance.nextInt(400)));
            case 5 -> json.nullNode();
            default -> {
                var object = json.objectNode();
                for (int field = 0; field < chance.nextInt(5); field++) {
                    object.set(NAMES[chance.nextInt(NAMES.length)], said(chance, depth + 1));
                }
                yield object;
            }
        };
    }
}
