package dev.lorikeet.generation.job;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants to be told at an address when the job has ended, and how far that is.
 *
 * @param attempts how often it was sent, or may have been
 * @param allowed how often it may be sent until somebody asks again
 */
public record Notice(URI address, int attempts, int allowed, Standing standing) {

    /** How far it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "standing")
    @JsonSubTypes({@JsonSubTypes.Type(value = Pending.class, name = "pending"),
            @JsonSubTypes.Type(value = Sending.class, name = "sending"),
            @JsonSubTypes.Type(value = Delivered.class, name = "delivered"),
            @JsonSubTypes.Type(value = GivenUp.class, name = "given-up")})
    public sealed interface Standing {}

    /**
     * To be sent, once the job has ended.
     *
     * @param due not before
     * @param trouble what came of the last attempt, if there was one
     */
    public record Pending(Instant due, @Nullable String trouble) implements Standing {}

    /**
     * An attempt is under way, or its instance is gone.
     *
     * @param until when it counts as lost
     */
    public record Sending(Instant until) implements Standing {}

    public record Delivered(Instant at) implements Standing {}

    public record GivenUp(String reason, Instant at) implements Standing {}

    public static Notice to(URI address, int allowed, Instant wantedAt) {
        return new Notice(address, 0, allowed, new Pending(wantedAt, null));
    }

    Notice now(Standing next) {
        return new Notice(address, attempts, allowed, next);
    }

    Notice attempting(Instant until) {
        return new Notice(address, attempts + 1, allowed, new Sending(until));
    }

    Notice again(int more, Instant now) {
        return new Notice(address, attempts, attempts + more, new Pending(now, null));
    }

    Optional<Instant> dueAt() {
        return switch (standing) {
            case Pending(var due, var _) -> Optional.of(due);
            case Sending(var until) -> Optional.of(until);
            case Delivered _,GivenUp _ -> Optional.empty();
        };
    }

    /** Many an address is as good as a password. */
    @Override
    public String toString() {
        return "a notice for " + address.getHost() + ", " + standing + " after " + attempts;
    }
}
