package dev.lorikeet.lora.link;

import java.net.URI;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;

/** A file that somebody wants to be fetched for a LoRA. It is forgotten when that is over, and its address with it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Import.None.class, name = "none"),
        @JsonSubTypes.Type(value = Import.Fetching.class, name = "fetching")})
sealed interface Import {

    record None() implements Import {}

    /**
     * How far it has come, the bucket knows.
     *
     * @param failures in a row, without a part that arrived
     * @param due when it is worth another try
     */
    record Fetching(LoraId lora, WorkspaceId workspace, URI address, LinkedFile file, Instant since, int failures,
            Instant due) implements Import {

        Fetching later(int failed, Instant next) {
            return new Fetching(lora, workspace, address, file, since, failed, next);
        }

        /** Its address may be as good as a password. */
        @Override
        public String toString() {
            return "fetching for " + lora.value() + " since " + since + ", " + failures + " failures, due " + due;
        }
    }
}
