package dev.lorikeet.generation.runpod;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import org.jspecify.annotations.Nullable;

/** Tells from what workers and the platform write why there is no video. The first rule that fits is the one. */
public final class Diagnosis {
    private static final Pattern WORKER_GONE = Pattern.compile("job timed out after \\d+ retries");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._-]{1,200}\\.(?:safetensors|ckpt)");
    private static final Pattern LORA_NOT_THERE = Pattern.compile(
            "(?is)lora '[^']+' not found|failed to load lora|value_not_in_list.{0,500}lora_|lora_\\w{1,20}: '[^']+' not in"
                    + "|lora .{0,200}(?:digest|size) mismatch");
    private static final List<String> NO_MEMORY = List.of("outofmemoryerror", "cuda out of memory",
            "ran out of memory on your gpu", "would exceed allowed memory");
    private static final List<String> BROKEN = List.of("not reachable", "websocket communication error",
            "서버에 연결할 수 없습니다", "웹소켓 연결 시간 초과", "local variable 'time'");
    private static final int LONGEST_QUOTE = 300;

    private Diagnosis() {}

    /** Why a job that has ended has no video; for one that was completed, see what its output says. */
    public static Failure of(RemoteJob job) {
        return switch (job.status()) {
            case CANCELLED -> Failure.of(FailureCode.CANCELLED_REMOTELY,
                    "Somebody cancelled the job at RunPod.");
            case TIMED_OUT -> tooLong();
            case COMPLETED, FAILED, IN_QUEUE, IN_PROGRESS, UNKNOWN -> ofText(said(job));
        };
    }

    /** ComfyUI's worker says in the details what it does not say in the error. */
    private static @Nullable String said(RemoteJob job) {
        var details = job.output() instanceof Output.Here(var value) ? value.path("details") : null;
        return details != null && details.isArray() && !details.isEmpty() ? job.error() + ": " + details : job.error();
    }

    /**
     * Why there is no video.
     *
     * @param said what the worker or the platform wrote
     */
    public static Failure ofText(@Nullable String said) {
        var text = said == null ? "" : JobJson.errorText(said);
        var folded = text.toLowerCase(Locale.ROOT);
        if (folded.contains("executiontimeout exceeded")) {
            return tooLong();
        }
        if (WORKER_GONE.matcher(folded).find()) {
            return Failure.of(FailureCode.WORKER_LOST, "The worker vanished while it had the job.");
        }
        if (containsAny(folded, NO_MEMORY) || isNoMemory(said)) {
            return Failure.of(FailureCode.OUT_OF_MEMORY, "The GPU ran out of memory. A smaller size, fewer frames or"
                    + " fewer LoRAs help.");
        }
        if (LORA_NOT_THERE.matcher(text).find()) {
            return new Failure(FailureCode.LORA_MISSING, "The worker could not load a LoRA: " + quoted(text),
                    files(text));
        }
        return ofWorker(text, folded);
    }

    private static Failure ofWorker(String text, String folded) {
        if (text.contains("HTTP Error 400: Bad Request")) {
            return Failure.of(FailureCode.WORKFLOW_REJECTED, "The worker's ComfyUI refused the workflow. A LoRA or a"
                    + " model that it does not have, or a picture that it cannot read, are the usual reasons.");
        }
        if (containsAny(folded, BROKEN)) {
            return Failure.of(FailureCode.WORKER_BROKEN, "The worker is broken: " + quoted(text));
        }
        if (text.contains("비디오를를 찾을 수 없습니다")) {
            return Failure.of(FailureCode.NO_VIDEO, "The worker ended without a video; it may have run out of memory."
                    + " A smaller size or fewer frames help.");
        }
        return Failure.of(FailureCode.WORKER_ERROR, text.isBlank()
                ? "The worker failed and did not say why."
                : "The worker failed: " + quoted(text));
    }

    private static boolean isNoMemory(@Nullable String said) {
        return said != null && JobJson.errorType(said).contains("OutOfMemoryError");
    }

    private static Failure tooLong() {
        return Failure.of(FailureCode.TIMEOUT, "The job ran longer than it may. Fewer frames, steps or a smaller size"
                + " help, or a longer limit in the model's configuration.");
    }

    private static boolean containsAny(String folded, List<String> signs) {
        return signs.stream().anyMatch(folded::contains);
    }

    private static List<String> files(String text) {
        var found = FILE.matcher(text);
        return Stream.generate(() -> found.find() ? found.group() : "")
                .takeWhile(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String quoted(String text) {
        var line = Discreet.of(text.strip().replaceAll("\\s+", " "));
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
