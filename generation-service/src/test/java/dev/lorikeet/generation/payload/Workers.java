package dev.lorikeet.generation.payload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.generation.models.Capabilities.PictureForm;
import dev.lorikeet.generation.models.Dialect;
import dev.lorikeet.generation.models.Dialect.GenericLoras;
import dev.lorikeet.generation.models.Dialect.NoiseLists;
import dev.lorikeet.generation.models.ExecutionTime;
import dev.lorikeet.generation.models.Traits;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.models.Worker.Reference;

/** Workers that no included model has. */
public final class Workers {
    private static final Traits TRAITS = new Traits(Set.of(), 10, 10, Set.of(AdapterKind.LORA), false, false);

    private Workers() {}

    static Worker noiseLists() {
        return of(new NoiseLists(TRAITS, Map.of("prompt", "prompt", "seed", "seed", "image", "image")), Reference.URL);
    }

    static Worker genericLoras() {
        return of(new GenericLoras(TRAITS, Map.of("prompt", "prompt", "negative_prompt", "negative_prompt", "width",
                "width", "height", "height", "frames", "num_frames", "cfg", "guidance_scale", "seed", "seed", "image",
                "image_url"), "loras", "path", "scale", "transformer", Set.of(PictureForm.LINK)), Reference.URL);
    }

    static Worker weightsForAll() {
        return of(new GenericLoras(TRAITS, Map.of("prompt", "prompt", "frames", "length", "seed", "seed", "image",
                "image_base64"), "loras", "source", "weight", null, Set.of(PictureForm.INLINE)),
                Reference.VOLUME_PATH);
    }

    /** Its LoRAs have to be on each of these. */
    public static Worker withVolumes(String... volumes) {
        var worker = weightsForAll();
        return new Worker(worker.endpoint(), worker.mostQueued(), worker.time(), worker.price(),
                worker.dialect(), worker.reference(), "models/loras", List.of(volumes));
    }

    private static Worker of(Dialect dialect, Reference reference) {
        return new Worker("e", 10, new ExecutionTime(Duration.ofMinutes(1), Duration.ofSeconds(1), 20), null,
                dialect, reference, "loras", List.of());
    }
}
