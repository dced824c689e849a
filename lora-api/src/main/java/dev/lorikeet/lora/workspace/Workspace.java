package dev.lorikeet.lora.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lorikeet.event.LoraId;
import org.jspecify.annotations.Nullable;

/** How much a workspace holds. One document for each, so that two tickets can never take the same room. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({@JsonSubTypes.Type(value = Workspace.Open.class, name = "open"),
        @JsonSubTypes.Type(value = Workspace.Closing.class, name = "closing")})
sealed interface Workspace {
    Contents contents();

    record Open(Contents contents) implements Workspace {}

    /** Its owner deletes it: everything in it goes, and nothing may come. */
    record Closing(Contents contents, Instant since) implements Workspace {}

    /**
     * The account of a workspace.
     *
     * @param usedBytes and {@code loraCount}: of proven LoRAs, until their objects are removed
     * @param reserved for tickets that are out
     * @param released what was taken out of {@code usedBytes} a short while ago, so that it is not taken out twice
     * @param emptiedAt when the account was last set to zero; what was read before that does not count any more
     */
    record Contents(long usedBytes, long loraCount, List<Reservation> reserved, List<Release> released,
            @Nullable Instant emptiedAt) {
        static final Contents NONE = new Contents(0, 0, List.of(), List.of(), null);

        public Contents {
            reserved = List.copyOf(reserved);
            released = List.copyOf(released);
        }

        Optional<Reservation> reservation(LoraId lora) {
            return reserved.stream().filter(one -> one.lora().equals(lora)).findFirst();
        }

        /** The one that was made for the ticket asked for at this time, and not another one for the same LoRA. */
        Optional<Reservation> reservation(LoraId lora, Instant since) {
            return reservation(lora).filter(one -> one.since().equals(since));
        }

        @JsonIgnore
        long reservedBytes() {
            return reserved.stream().mapToLong(Reservation::size).sum();
        }

        boolean hasReleased(LoraId lora) {
            return released.stream().anyMatch(one -> one.lora().equals(lora));
        }

        Contents with(Reservation reservation) {
            return new Contents(usedBytes, loraCount,
                    Stream.concat(without(reservation.lora()).reserved().stream(), Stream.of(reservation)).toList(),
                    released, emptiedAt);
        }

        Contents without(LoraId lora) {
            return new Contents(usedBytes, loraCount,
                    reserved.stream().filter(one -> !one.lora().equals(lora)).toList(), released, emptiedAt);
        }

        Contents settled(LoraId lora, long size) {
            var rest = without(lora);
            return new Contents(usedBytes + size, loraCount + 1, rest.reserved(), released, emptiedAt);
        }

        Contents released(LoraId lora, long size, Instant now) {
            return new Contents(Math.max(0, usedBytes - size), Math.max(0, loraCount - 1), reserved,
                    Stream.concat(released.stream(), Stream.of(new Release(lora, now))).toList(), emptiedAt);
        }

        Contents forgetting(LoraId lora) {
            return new Contents(usedBytes, loraCount, reserved,
                    released.stream().filter(one -> !one.lora().equals(lora)).toList(), emptiedAt);
        }
    }

    /**
     * Room for a file that is on its way.
     *
     * @param since when its ticket was asked for, which tells the reservations of two equal requests apart
     * @param checkAt when to ask what became of the LoRA
     */
    record Reservation(LoraId lora, long size, Instant since, Instant checkAt) {}

    record Release(LoraId lora, Instant at) {}
}
