package dev.lorikeet.lora.lifecycle;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.WorkspaceId;

/** LoRAs for tests. */
public final class LoraSamples {
    public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    public static final ObjectKey KEY = new ObjectKey("loras/20260304/12/demo/a/rain.safetensors");
    public static final StoredObject OBJECT = new StoredObject(KEY, 100, new ETag("e"));
    static final LoraDescription RAIN = new LoraDescription("Rain", null, List.of(), List.of(), 1.0, null);
    static final Lora.Identity IDENTITY = new Lora.Identity(new LoraId("a"), new WorkspaceId("demo"), "kim", NOON,
            new ExpectedObject(KEY, "rain.safetensors", 100, null, null), null);

    private LoraSamples() {}

    public static LoraFacts facts() {
        return new LoraFacts(LoraFacts.FileFormat.SAFETENSORS,
                new Adapter(AdapterKind.UNKNOWN, null, null, "BF16", 1, 1),
                new TargetModel("unknown", null, null, TargetModel.VideoTask.UNKNOWN, LoraFacts.Confidence.UNKNOWN,
                        List.of()),
                new LoraFacts.ExpertFinding(NoiseExpert.UNKNOWN, LoraFacts.Confidence.UNKNOWN, List.of()),
                FileTexts.none(), null, List.of());
    }

    static Lora.Ready ready() {
        return new Lora.Ready(IDENTITY, RAIN, new Lora.Proof(OBJECT, facts(), null), Usage.none(), NOON, NOON, 1);
    }
}
