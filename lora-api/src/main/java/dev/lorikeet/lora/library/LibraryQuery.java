package dev.lorikeet.lora.library;

import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * Which LoRAs of a workspace, in which order, and how many.
 *
 * @param text to be found in name, file name, a tag or a trigger word; folded, as {@code baseModel} and {@code tag} are
 * @param content which files only
 */
record LibraryQuery(WorkspaceId workspace, List<Status> statuses, @Nullable String text, @Nullable String baseModel,
        @Nullable String expert, @Nullable String tag, Content content, Order order, int limit,
        @Nullable Cursor after) {

    /** What somebody knows who has a file and asks whether it is there. */
    record Content(@Nullable Long size, @Nullable Sha256 sha256) {}

    /** What people may ask for; the rest of the states is nobody's business. */
    enum Status {
        uploading,
        verifying,
        ready,
        rejected,
        missing,
        deleting
    }

    /** The states as they are stored. Whether a deletion can still be undone is told by the LoRA itself. */
    List<String> stored() {
        return statuses.stream()
                .flatMap(status -> status == Status.deleting
                        ? Stream.of("deleting", "discarded")
                        : Stream.of(status.name()))
                .toList();
    }
}
