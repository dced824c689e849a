package dev.lorikeet.generation.volumes;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StorageEvent.ObjectMirrorLost;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StorageEvent.OfCopy;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.volumes.Presence.None;
import dev.lorikeet.generation.volumes.Presence.Present;
import dev.lorikeet.generation.volumes.Presence.Refused;
import dev.lorikeet.generation.volumes.Presence.Wanted;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.unchanged;

/** A copy is wanted when a job needs it and nobody has seen it lately; what storage-worker says last is what holds. */
final class PresenceLifeCycle {
    private PresenceLifeCycle() {}

    sealed interface Command {
        /** A job needs it. */
        record Want(LoraId lora, WorkspaceId workspace, StoredObject object, VolumePlace place,
                VolumeLimits limits) implements Command {}

        record Hear(OfCopy event, long sequence) implements Command {}
    }

    /** There is nothing to refuse: it is always right to want, and to hear. */
    enum Refusal {
    }

    static Decision<Presence, GenerationEvent, Refusal> decide(Presence state, Command command, Instant now) {
        return switch (command) {
            case Command.Want want -> switch (state) {
                case None none -> wanted(none, want, now);
                case Wanted(var since, var _) -> wantedAfter(since, want.limits().askAgainAfter(), state, want, now);
                case Present(var checkedAt, var _) ->
                    wantedAfter(checkedAt, want.limits().trustFor(), state, want, now);
                case Refused(var _, var at, var _) -> wantedAfter(at, want.limits().refusedFor(), state, want, now);
            };
            case Command.Hear(var event, var sequence) ->
                sequence > state.heard() ? accept(heard(event, sequence, now)) : unchanged(state);
        };
    }

    private static Decision<Presence, GenerationEvent, Refusal> wantedAfter(Instant last, Duration time,
            Presence state, Command.Want want, Instant now) {
        return now.isBefore(last.plus(time)) ? unchanged(state) : wanted(state, want, now);
    }

    private static Decision<Presence, GenerationEvent, Refusal> wanted(Presence state, Command.Want want,
            Instant now) {
        return accept(new Wanted(now, state.heard()),
                new LoraWantedOnVolume(want.lora(), want.workspace(), want.object(), want.place(), now));
    }

    private static Presence heard(OfCopy event, long sequence, Instant now) {
        return switch (event) {
            case ObjectMirrored _ -> new Present(now, sequence);
            case ObjectNotMirrored(var _, var _, var _, var reason) -> new Refused(reason, now, sequence);
            // It is being copied again without being asked.
            case ObjectMirrorLost _ -> new Wanted(now, sequence);
        };
    }
}
