package dev.lorikeet.storage.verification;

import java.util.List;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.LoraFacts.ExpertFinding;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel;

/** Facts for tests that are not about them. */
public final class SomeFacts {
    private SomeFacts() {}

    public static LoraFacts ofALora() {
        return new LoraFacts(FileFormat.SAFETENSORS,
                new Adapter(Adapter.AdapterKind.LORA, null, null, "BF16", 1, 8),
                new TargetModel("unknown", null, null, TargetModel.VideoTask.UNKNOWN, Confidence.UNKNOWN, List.of()),
                new ExpertFinding(NoiseExpert.UNKNOWN, Confidence.UNKNOWN, List.of()), FileTexts.none(), null,
                List.of());
    }
}
