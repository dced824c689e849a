package dev.lorikeet.storage.verification;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.safetensors.SafetensorsBytes;

/** A small sound LoRA and what is said of it, for tests that are about what becomes of it. */
public record SomeLora(LoraId id, WorkspaceId workspace, ObjectKey key) {
    private static final String FILE = "a.safetensors";

    /** With a ticket of this hour ({@code yyyyMMdd/HH}). */
    public static SomeLora of(String hour, String id) {
        return of(hour, id, "demo");
    }

    public static SomeLora of(String hour, String id, String workspace) {
        return new SomeLora(new LoraId(id), new WorkspaceId(workspace),
                new ObjectKey("loras/" + hour + "/" + workspace + "/" + id + "/" + FILE));
    }

    public static byte[] bytes() {
        return bytes("A title");
    }

    /** Another title makes another file. */
    public static byte[] bytes(String title) {
        return SafetensorsBytes.file()
                .metadata("modelspec.title", title)
                .tensor("diffusion_model.blocks.0.self_attn.q.lora_A.weight", DType.BF16, 2, 16)
                .tensor("diffusion_model.blocks.0.self_attn.q.lora_B.weight", DType.BF16, 16, 2)
                .bytes();
    }

    public ExpectedObject expected() {
        return new ExpectedObject(key, FILE, bytes().length, null, null);
    }

    public LoraEvent uploaded() {
        return new LoraEvent.LoraUploaded(id, workspace, expected());
    }

    public LoraEvent ready(StoredObject object) {
        return new LoraEvent.LoraReady(id, workspace, "Rain", FILE, object, SomeFacts.ofALora());
    }

    public LoraEvent discarded() {
        return new LoraEvent.LoraDiscarded(id, workspace, key);
    }

    public LoraEvent saveFailed() {
        return new LoraEvent.LoraSaveFailed(id, workspace, expected());
    }
}
