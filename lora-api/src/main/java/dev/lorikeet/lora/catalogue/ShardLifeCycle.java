package dev.lorikeet.lora.catalogue;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.lora.catalogue.Shard.Counted;
import dev.lorikeet.lora.catalogue.Shard.Repeating;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.unchanged;

/** Decides about one shard. */
final class ShardLifeCycle {
    private ShardLifeCycle() {}

    /** The first digest is announced then. */
    static Decision<Shard, DomainEvent, String> plan(Shard shard, Instant at) {
        return shard instanceof Shard.None ? accept(new Counted(at, 0)) : unchanged(shard);
    }

    static Decision<Shard, DomainEvent, String> count(Shard shard, CatalogueDigest digest, Duration every) {
        return switch (shard) {
            case Counted counted -> accept(new Counted(digest.asOf().plus(every), counted.heard()), digest);
            case Shard.None _,Repeating _ -> unchanged(shard);
        };
    }

    /** While it is being repeated, another call asks for nothing more: whoever still differs calls again. */
    static Decision<Shard, DomainEvent, String> repeat(Shard shard, long sequence, Instant now) {
        return switch (shard) {
            case Counted counted when sequence > counted.heard() ->
                accept(new Repeating("", now, counted.digestAt(), sequence));
            case Shard.None _ -> accept(new Repeating("", now, now, sequence));
            case Counted _,Repeating _ -> unchanged(shard);
        };
    }

    /** @param last the last LoRA that was announced, if there are more */
    static Decision<Shard, DomainEvent, String> repeated(Shard shard, String last, boolean more, Instant next) {
        return switch (shard) {
            case Repeating repeating when more ->
                accept(new Repeating(last, next, repeating.digestAt(), repeating.heard()));
            case Repeating repeating -> accept(new Counted(repeating.digestAt(), repeating.heard()));
            case Shard.None _,Counted _ -> unchanged(shard);
        };
    }
}
