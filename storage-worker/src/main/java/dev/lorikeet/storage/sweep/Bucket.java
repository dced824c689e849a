package dev.lorikeet.storage.sweep;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.Keys.Owner;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.objects.ObjectStore.Listed;
import dev.lorikeet.storage.objects.ObjectStore.OpenUpload;
import dev.lorikeet.storage.verification.Verifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One look at the bucket, day by day of the tickets. The records are asked after the listing, so what is claimed meanwhile
 * is seen; and they give up their claim before anything is removed.
 */
final class Bucket {
    private static final Logger LOG = LoggerFactory.getLogger(Bucket.class);
    /** More LoRAs of one day than one instance will ever see. */
    private static final int MOST_PER_DAY = 1_000_000;

    private final ObjectStore objects;
    private final Verifications verifications;
    private final Instant closed;
    private final Instant unheard;
    private final boolean dryRun;
    private final long mostOrphans;
    private final long mostLosses;
    private long removed;
    private long lost;

    private Bucket(ObjectStore objects, Verifications verifications, SweepLimits limits, Instant now, boolean dryRun,
            long mostOrphans, long mostLosses) {
        this.objects = objects;
        this.verifications = verifications;
        this.closed = now.minus(limits.grace());
        this.unheard = now.minus(limits.unheard());
        this.dryRun = dryRun;
        this.mostOrphans = mostOrphans;
        this.mostLosses = mostLosses;
    }

    /** A look that changes nothing. */
    static Bucket counting(ObjectStore objects, Verifications verifications, SweepLimits limits, Instant now) {
        return new Bucket(objects, verifications, limits, now, true, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Does no more than was counted: a bucket that is swapped in between would be another one. */
    static Bucket doing(ObjectStore objects, Verifications verifications, SweepLimits limits, SweepReport counted) {
        return new Bucket(objects, verifications, limits, counted.startedAt(), false, counted.orphans(),
                counted.vanished());
    }

    Flux<Finding> day(String day) {
        return Flux.defer(() -> {
            var seen = new HashSet<String>();
            return Flux.concat(
                    objects.list(Keys.LORAS + day + "/").doOnNext(found -> seen.add(found.key())),
                    objects.list(Keys.THUMBNAILS + day + "/"))
                    .concatMap(listed -> Mono.defer(() -> object(listed)).onErrorResume(fault -> stuck(listed, fault)))
                    .concatWith(verifications.provenOn(day, MOST_PER_DAY).concatMap(proven -> proven(proven, seen)));
        });
    }

    /** One that is locked, or called as nothing of ours could be, must not hide all that come behind it. */
    private static Mono<Finding> stuck(Listed listed, Throwable fault) {
        LOG.warn("{} could not be judged, and waits for the next sweep: {}", listed.key(), fault.toString());
        return Mono.just(new Finding.Stuck(listed.size()));
    }

    private Mono<Finding> object(Listed listed) {
        var owner = Keys.owner(listed.key());
        if (owner.isEmpty()) {
            return Mono.just(new Finding.Foreign(listed.size()));
        }
        return isYoung(owner.get(), listed.modified())
                ? Mono.just(new Finding.Claimed(listed.size()))
                : object(listed, owner.get());
    }

    /** An upload may have been completed hours ago by a lora-api that has not been able to say so since. */
    private Mono<Finding> object(Listed listed, Owner owner) {
        var key = new ObjectKey(listed.key());
        var claimed = key.value().startsWith(Keys.THUMBNAILS)
                ? verifications.hasProven(owner.lora()).map(proven -> !proven)
                : dryRun ? verifications.isUnclaimed(owner.lora(), key, unheard)
                        : verifications.disown(owner.lora(), key, unheard);
        return claimed.flatMap(unclaimed -> unclaimed
                ? orphan(listed, key)
                : Mono.just(new Finding.Claimed(listed.size())));
    }

    private Mono<Finding> orphan(Listed listed, ObjectKey key) {
        if (removed >= mostOrphans) {
            return Mono.just(new Finding.Claimed(listed.size()));
        }
        removed++;
        LOG.info("{} {} ({} bytes), which nobody claims", dryRun ? "would remove" : "removes", key.value(),
                listed.size());
        return (dryRun ? Mono.<Void>empty() : objects.remove(key)).thenReturn(new Finding.Orphan(listed.size()));
    }

    private boolean isYoung(Owner owner, Instant since) {
        return owner.hourEnds().isAfter(closed) || since.isAfter(closed);
    }

    /** A listing may be older than the object, so the object itself is asked for. */
    private Mono<Finding> proven(StoredObject proven, Set<String> seen) {
        var owner = Keys.owner(proven.key().value()).orElseThrow();
        if (seen.contains(proven.key().value()) || owner.hourEnds().isAfter(closed)) {
            return Mono.empty();
        }
        return objects.describe(proven.key())
                .map(_ -> false)
                .defaultIfEmpty(true)
                .filter(vanished -> vanished && lost++ < mostLosses)
                .flatMap(_ -> {
                    LOG.warn("{} has vanished from the bucket", proven.key().value());
                    var told = dryRun ? Mono.empty() : verifications.lose(owner.lora());
                    return told.thenReturn(new Finding.Vanished());
                });
    }

    Flux<Finding> uploads() {
        return objects.uploads(Keys.LORAS)
                .concatMap(upload -> Mono.justOrEmpty(Keys.owner(upload.key()))
                        .filter(owner -> !isYoung(owner, upload.since()))
                        .filterWhen(owner -> verifications.awaits(owner.lora(), upload.uploadId(), closed)
                                .map(awaited -> !awaited))
                        .flatMap(_ -> forgotten(upload)));
    }

    private Mono<Finding> forgotten(OpenUpload upload) {
        LOG.info("{} the upload {} of {}, which nobody goes on with", dryRun ? "would abort" : "aborts",
                upload.uploadId(), upload.key());
        var aborted = dryRun ? Mono.<Void>empty() : objects.abort(new ObjectKey(upload.key()), upload.uploadId());
        return aborted.thenReturn(new Finding.Forgotten());
    }
}
