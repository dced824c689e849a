package dev.lorikeet.embedded.runpod.work;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.lorikeet.embedded.runpod.Artefact;
import dev.lorikeet.embedded.runpod.Assignment;
import dev.lorikeet.embedded.runpod.Outcome;
import dev.lorikeet.embedded.runpod.video.Rendering;
import tools.jackson.databind.JsonNode;

/**
 * A worker's handler. It does what an assignment says: checks the input in the ways of its worker, downloads and proves each LoRA, and draws the
 * video. It takes some seconds, so that somebody can watch or cancel it.
 */
public final class Handler {
    private final LoraDownload downloads;
    private final Rendering rendering;

    public Handler(HttpClient http, Rendering rendering) {
        this.downloads = new LoraDownload(http);
        this.rendering = rendering;
    }

    /**
     * Ends as the worker would.
     *
     * @param takes how long sampling takes at least
     * @param progress gets what the endpoint shows meanwhile
     */
    public Outcome work(Assignment assignment, Duration takes, Consumer<JsonNode> progress)
            throws InterruptedException {
        var personality = assignment.settings().personality();
        var complaint = personality.complaint(assignment.input(), assignment.settings());
        if (complaint.isPresent()) {
            return complaint.get();
        }
        var told = new Progress(progress);
        var loras = LoraFile.in(assignment.input());
        try {
            fetch(loras, told);
            sample(takes, told);
            return new Outcome.Returned(
                    personality.output(assignment.input(), draw(Wish.of(assignment, loras), told)));
        } catch (BrokenLora broken) {
            return new Outcome.Raised("RuntimeError", String.valueOf(broken.getMessage()));
        } catch (IOException broken) {
            return new Outcome.Raised("OSError", String.valueOf(broken.getMessage()));
        }
    }

    private void fetch(List<LoraFile> loras, Progress told) throws BrokenLora, InterruptedException {
        long all = loras.stream().mapToLong(lora -> lora.size().orElse(0L)).sum();
        long before = 0;
        told.tell("lora-fetch", 0, all);
        for (var lora : loras) {
            long start = before;
            downloads.prove(lora, received -> told.tell("lora-fetch", start + received, all));
            before += lora.size().orElse(0L);
        }
    }

    /** There is no GPU to wait for. */
    private static void sample(Duration takes, Progress told) throws InterruptedException {
        int steps = 20;
        for (int step = 1; step <= steps; step++) {
            Thread.sleep(takes.dividedBy(steps));
            told.tell("sampling", step, steps);
        }
    }

    private Artefact draw(Wish wish, Progress told) throws IOException {
        if (wish.picture()) {
            told.tell("encode", 0, 1);
            return new Artefact(rendering.picture(wish.scene()), "image/png");
        }
        return new Artefact(
                rendering.video(wish.scene(), frame -> told.tell("encode", frame, rendering.frames())), "video/mp4");
    }
}
