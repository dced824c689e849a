package dev.lorikeet.lora.workspace;

import java.time.Instant;

import dev.lorikeet.event.LoraId;

/** What can be asked of a workspace's account. */
sealed interface WorkspaceCommand {

    /** Asks for room; {@code since} is when the ticket was asked for. */
    record Reserve(LoraId lora, long size, Instant since, Room room) implements WorkspaceCommand {}

    /** As much as a workspace may hold. */
    record Room(long bytes, long loras, int openUploads) {}

    /** The LoRA is proven: what was reserved is used. */
    record Settle(LoraId lora, long size, Instant since) implements WorkspaceCommand {}

    /** Nothing will come of the ticket asked for at this time. Harmless to repeat, also when there is another by now. */
    record Cancel(LoraId lora, Instant since) implements WorkspaceCommand {}

    /** The object of a proven LoRA is gone. {@code readAt}: when the LoRA was seen waiting for that. */
    record Release(LoraId lora, long size, Instant since, Instant readAt) implements WorkspaceCommand {}

    /** The LoRA still needs its reservation. */
    record Keep(LoraId lora, Instant checkAt) implements WorkspaceCommand {}

    /** The LoRA is a tombstone: nobody will release it again. */
    record Forget(LoraId lora) implements WorkspaceCommand {}

    record Close() implements WorkspaceCommand {}

    /** Nothing is left in it. */
    record Empty() implements WorkspaceCommand {}
}
