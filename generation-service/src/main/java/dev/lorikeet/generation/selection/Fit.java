package dev.lorikeet.generation.selection;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.generation.models.ModelConfiguration;

/**
 * Whether one LoRA can work in one model at all. What its shapes rule out is refused; what is only unknown or unusual
 * is said and left to people.
 */
final class Fit {
    private static final Pattern ACCELERATOR = Pattern.compile("light(ning|x2v)", Pattern.CASE_INSENSITIVE);
    private static final String UNKNOWN = "unknown";

    private Fit() {}

    static void check(ModelConfiguration model, CatalogueEntry entry, Verdict verdict) {
        status(entry, verdict);
        target(model, entry.facts().baseModel(), verdict);
        worker(model, entry, verdict);
        entry.facts().warnings().forEach(verdict::warn);
    }

    private static void status(CatalogueEntry entry, Verdict verdict) {
        switch (entry.status()) {
            case READY -> {}
            case DELETING -> verdict.refuse("It has been deleted. Restore it in the library, or choose another.");
            case MISSING -> verdict.refuse("Its file is gone from the bucket. Upload it again, or choose another.");
            case UNKNOWN -> verdict.refuse(
                    "Its state was written by a newer version and is not understood. Choose another.");
        }
    }

    private static void target(ModelConfiguration model, TargetModel target, Verdict verdict) {
        var fits = model.fits();
        if (target.family().equals(UNKNOWN)) {
            verdict.warn("It is not known which model it was made for, so it may not work with " + model.name() + ".");
            return;
        }
        if (!target.family().equals(fits.family())) {
            verdict.refuse("It was made for " + target.family() + "; " + model.name() + " takes LoRAs made for "
                    + fits.family() + ".");
            return;
        }
        variant(model, fits.variants(), target, verdict);
        var version = target.version();
        if (version != null && !fits.versions().isEmpty() && !fits.versions().contains(version)) {
            verdict.warn("It was made for version " + version + " and " + model.name() + " is version "
                    + String.join(" or ", fits.versions()) + ", so it may work only partly.");
        }
        task(model, fits.tasks(), target.task(), verdict);
    }

    private static void variant(ModelConfiguration model, List<String> allowed, TargetModel target, Verdict verdict) {
        var variant = target.variant();
        if (allowed.isEmpty()) {
            return;
        }
        if (variant == null) {
            verdict.warn("It is not known which size of model it was made for, so it may not work with "
                    + model.name() + ".");
        } else if (!allowed.contains(variant)) {
            verdict.refuse("It was made for the " + variant.toUpperCase(Locale.ROOT) + " size and does not fit "
                    + model.name() + ", which is " + String.join(" or ", allowed).toUpperCase(Locale.ROOT) + ".");
        }
    }

    private static void task(ModelConfiguration model, List<VideoTask> tasks, VideoTask task, Verdict verdict) {
        if (!tasks.isEmpty() && task != VideoTask.UNKNOWN && task != VideoTask.TEXT_OR_IMAGE_TO_VIDEO
                && !tasks.contains(task)) {
            verdict.warn("It was made for videos from " + (task == VideoTask.TEXT_TO_VIDEO ? "texts" : "pictures")
                    + ", so it may work only partly with " + model.name() + ".");
        }
    }

    private static void worker(ModelConfiguration model, CatalogueEntry entry, Verdict verdict) {
        var able = model.worker().dialect().capabilities();
        var kind = entry.facts().adapter().kind();
        if (kind == AdapterKind.UNKNOWN) {
            verdict.warn("It is not known how it is built, so the worker may not be able to load it.");
        } else if (!able.kinds().contains(kind)) {
            verdict.refuse("It is of the kind " + word(kind) + ", and the worker of " + model.name() + " loads only "
                    + String.join(", ", able.kinds().stream().map(Fit::word).sorted().toList()) + ".");
        }
        if (entry.facts().format() == FileFormat.CKPT && !able.checkpoints()) {
            verdict.refuse("It is a .ckpt file, and the worker of " + model.name()
                    + " loads only .safetensors. Convert it and upload it again.");
        }
        if (isAccelerator(entry)) {
            verdict.warn(able.accelerated()
                    ? "It looks like an accelerator, and the worker of " + model.name()
                            + " has one built in: two of them spoil the picture."
                    : "It looks like an accelerator: it needs 4 to 8 steps and a guidance of 1.");
        }
    }

    private static boolean isAccelerator(CatalogueEntry entry) {
        var title = entry.facts().texts().title();
        return Stream.of(entry.fileName(), entry.description().name(), title == null ? "" : title)
                .anyMatch(text -> ACCELERATOR.matcher(text).find());
    }

    private static String word(AdapterKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
