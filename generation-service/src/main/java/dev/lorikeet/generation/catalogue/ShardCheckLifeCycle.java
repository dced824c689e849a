package dev.lorikeet.generation.catalogue;

import java.time.Instant;

import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.GenerationEvent.CatalogueCopyDiffers;
import dev.lorikeet.generation.catalogue.ShardCheck.Compared;
import dev.lorikeet.generation.catalogue.ShardCheck.Heard;
import dev.lorikeet.generation.catalogue.ShardCheck.Suspicion;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.unchanged;

/**
 * Decides whether a copy differs. Records of different keys overtake each other, and the library goes on changing while we
 * compare, so one failure means nothing. Two in a row do if lora-api said the same both times, for then nothing can have
 * been on its way; and a number of them in a row do whatever it said.
 */
final class ShardCheckLifeCycle {
    private static final int MOST_LOOKS = 5;

    private ShardCheckLifeCycle() {}

    /** What our copy comes to. */
    record Own(long entries, Fingerprint digest) {}

    enum Verdict {
        AGREED,
        /** Not everything has been read yet. */
        WAITED,
        DIFFERED,
        /** It does differ: lora-api has to announce it again. */
        ASKED,
        /** That did not help: what we have must be thrown away. */
        REBUILT
    }

    static Decision<ShardCheck, DomainEvent, String> hear(ShardCheck check, CatalogueDigest digest, long sequence,
            Instant now, CatalogueLimits limits) {
        boolean late = digest.asOf().plus(limits.late()).isBefore(now);
        var checkAt = now.plus(limits.settle());
        return switch (check) {
            case ShardCheck.None _ -> accept(new Heard(digest, sequence, checkAt, late, 0, Suspicion.NONE));
            case Heard heard when sequence > heard.sequence() ->
                accept(new Heard(digest, sequence, checkAt, late, 0, heard.suspicion()));
            case Compared compared when sequence > compared.sequence() ->
                accept(new Heard(digest, sequence, checkAt, late, 0, compared.suspicion()));
            case Heard _,Compared _ -> unchanged(check);
        };
    }

    static Verdict verdict(Heard heard, Own own, boolean behind, int mostMisses) {
        var digest = heard.digest();
        var suspicion = heard.suspicion();
        if (own.digest().equals(digest.digest()) && own.entries() == digest.entries()) {
            return Verdict.AGREED;
        }
        // On a busy topic there is always something to be read; where it is quick, that is no excuse for long.
        if (behind && (heard.late() || heard.looks() < MOST_LOOKS)) {
            return Verdict.WAITED;
        }
        boolean sure = digest.digest().equals(suspicion.of()) || suspicion.misses() + 1 >= mostMisses;
        if (!sure) {
            return Verdict.DIFFERED;
        }
        return suspicion.asked() ? Verdict.REBUILT : Verdict.ASKED;
    }

    static Decision<ShardCheck, DomainEvent, String> compare(ShardCheck check, Heard heard, Own own, Verdict verdict,
            Instant later) {
        if (!check.equals(heard)) {
            return unchanged(check);
        }
        var suspicion = heard.suspicion();
        var digest = heard.digest();
        return switch (verdict) {
            case AGREED -> accept(compared(heard, own, Suspicion.NONE));
            case WAITED -> accept(new Heard(digest, heard.sequence(), later, heard.late(),
                    heard.looks() + 1, suspicion));
            case DIFFERED -> accept(compared(heard, own,
                    new Suspicion(suspicion.misses() + 1, digest.digest(), suspicion.asked())));
            case ASKED -> accept(compared(heard, own, new Suspicion(0, null, true)),
                    new CatalogueCopyDiffers(digest.shard(), digest.shards(), own.digest()));
            case REBUILT -> accept(compared(heard, own, Suspicion.NONE));
        };
    }

    private static Compared compared(Heard heard, Own own, Suspicion suspicion) {
        return new Compared(heard.digest().asOf(), heard.sequence(), own.entries(), suspicion);
    }
}
