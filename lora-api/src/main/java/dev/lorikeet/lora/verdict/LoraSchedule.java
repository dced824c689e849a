package dev.lorikeet.lora.verdict;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.lora.deletion.LoraDeletions;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.LoraUploads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends what has a time to end: tickets, and the time to undo a deletion. */
@Component
public final class LoraSchedule {
    private final LoraUploads uploads;
    private final LoraDeletions deletions;

    public LoraSchedule(Delivery delivery, LoraUploads uploads, LoraDeletions deletions) {
        this.uploads = uploads;
        this.deletions = deletions;
        Loras.work(delivery, this::end);
    }

    private Mono<?> end(WorkItem<Lora> item) {
        var lora = new LoraId(item.id());
        return switch (item.state()) {
            case Lora.Uploading _ -> uploads.expire(lora);
            case Lora.Deleting _ -> deletions.discard(lora);
            default -> Mono.empty();
        };
    }
}
