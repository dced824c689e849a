package dev.lorikeet.storage.verification;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.adapter.Adapters;
import dev.lorikeet.storage.adapter.Adapters.Classified;
import dev.lorikeet.storage.adapter.Thumbnail;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Reading;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.scanner.Clamd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One look at an object: its size, as little of its bytes as its format needs, what its numbers are for, and, where one is
 * configured, what a virus scanner says. All reads are of the same object, or of none.
 */
public final class Examination {
    private static final Logger LOG = LoggerFactory.getLogger(Examination.class);
    private static final int LARGE = 2 << 20;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ObjectStore objects;
    private final Contents contents;
    private final Clamd scanner;
    private final ExaminationLimits limits;
    private final VerificationMeters meters;
    private final Scheduler threads;
    /** Files with headers of megabytes: the rest of their work waits for its turn, and ordinary files overtake it. */
    private final Semaphore largeOnes;

    /** @param threads where files are read, which may take a moment for a hostile one */
    public Examination(ObjectStore objects, Contents contents, Clamd scanner, ExaminationLimits limits,
            VerificationMeters meters, Scheduler threads) {
        this.objects = objects;
        this.contents = contents;
        this.scanner = scanner;
        this.limits = limits;
        this.meters = meters;
        this.threads = threads;
        this.largeOnes = new Semaphore(limits.largeAtOnce());
    }

    private record Look(StoredObject object, String fileName, int reads, long bytes, Excerpt seen, boolean large) {
        Look with(Reading.Needs needs, byte[] read) {
            return new Look(object, fileName, reads + 1, bytes + read.length, seen.with(needs.from(), read), large);
        }

        Look ofALargeOne() {
            return new Look(object, fileName, reads, bytes, seen, true);
        }
    }

    Mono<Verdict> of(ExpectedObject expected) {
        return objects.describe(expected.key())
                .flatMap(object -> object.size() == expected.size()
                        ? look(new Look(object, expected.fileName(), 0, 0, Excerpt.nothingOf(object.size()), false))
                        : refused(FileFault.SIZE_MISMATCH, "The upload was announced with " + expected.size()
                                + " bytes, the stored file has " + object.size() + "."))
                .defaultIfEmpty(new Verdict.Missing())
                .doOnNext(meters::verdict);
    }

    private Mono<Verdict> look(Look look) {
        return Mono.fromCallable(() -> reading(look)).subscribeOn(threads).flatMap(reading -> switch (reading) {
            case Reading.Refused(var reason) -> Mono.just(new Verdict.Refused(reason));
            case Reading.Needs needs -> look.reads() < limits.reads()
                    ? readOn(look, needs)
                    : refused(FileFault.UNREADABLE, "This file is so scattered that it takes too many looks.");
            case Reading.Done(var file) -> {
                meters.read(look.reads(), look.bytes());
                yield classified(look, file);
            }
        });
    }

    private Mono<Verdict> classified(Look look, TensorFile file) {
        try {
            return judged(look.object(), Adapters.of(file, look.fileName()));
        } catch (Unfit unfit) {
            return Mono.just(new Verdict.Refused(unfit.reason()));
        } catch (RuntimeException fault) {
            return Mono.just(new Verdict.Refused(stumbled(look, fault)));
        }
    }

    /** Whatever a reader stumbles over, nothing gets through; but it is ours to mend. */
    private Reading reading(Look look) {
        try {
            return look.seen().read(file -> contents.read(file, look.fileName()));
        } catch (RuntimeException fault) {
            return new Reading.Refused(stumbled(look, fault));
        }
    }

    private static Reason stumbled(Look look, RuntimeException fault) {
        LOG.error("the reader stumbled over {}", look.object().key().value(), fault);
        return new Unfit(FileFault.UNREADABLE, "This file has a form that nobody has thought of.").reason();
    }

    private Mono<Verdict> readOn(Look look, Reading.Needs needs) {
        return needs.length() <= LARGE || look.large() ? readNow(look, needs)
                : Mono.using(largeOnes::tryAcquire,
                        free -> free ? readNow(look.ofALargeOne(), needs)
                                : Mono.error(new Unavailable("other large headers are being read", SOON)),
                        free -> {
                            if (free) {
                                largeOnes.release();
                            }
                        });
    }

    private Mono<Verdict> readNow(Look look, Reading.Needs needs) {
        return objects.read(look.object(), needs.from(), needs.length())
                .filter(read -> read.length == needs.length())
                .map(read -> look.with(needs, read))
                .flatMap(this::look)
                .switchIfEmpty(Mono.defer(() -> changed(look.object())));
    }

    /** The bytes that were asked for are not there any more. */
    private Mono<Verdict> changed(StoredObject object) {
        return objects.describe(object.key())
                .flatMap(now -> now.equals(object)
                        ? Mono.<Verdict>error(new Unavailable("the bucket gave too little of " + object.key().value(),
                                new IllegalStateException("a read came back short")))
                        : refused(FileFault.CHANGED_DURING_SCAN,
                                "The stored file was replaced by another one while it was looked at."))
                .defaultIfEmpty(new Verdict.Missing());
    }

    private Mono<Verdict> judged(StoredObject object, Classified classified) {
        return scanner.scan(object)
                .<Verdict>map(found -> new Verdict.Refused(new Unfit(FileFault.MALWARE_FOUND,
                        "The virus scanner found " + found + " in this file.").reason()))
                .switchIfEmpty(Mono.defer(() -> proven(object, classified)));
    }

    private Mono<Verdict> proven(StoredObject object, Classified classified) {
        var known = scanner.skips(object) ? warned(classified.facts()) : classified.facts();
        return Mono.justOrEmpty(classified.thumbnail())
                .flatMap(picture -> kept(object, known, picture))
                .defaultIfEmpty(known)
                .map(facts -> new Verdict.Proven(object, facts));
    }

    private static LoraFacts warned(LoraFacts facts) {
        var warnings = Stream.concat(facts.warnings().stream(),
                Stream.of("This file is too large for the virus scanner, and was not shown to it.")).toList();
        return new LoraFacts(facts.format(), facts.adapter(), facts.baseModel(), facts.expert(), facts.texts(),
                facts.memory(), warnings);
    }

    private Mono<LoraFacts> kept(StoredObject object, LoraFacts facts, Thumbnail picture) {
        var key = Keys.thumbnail(object.key());
        var texts = facts.texts();
        var shown = new FileTexts(texts.title(), texts.author(), texts.description(), texts.licence(), texts.tags(),
                texts.triggerWords(), key);
        return objects.put(key, picture.contentType(), picture.bytes())
                .thenReturn(new LoraFacts(facts.format(), facts.adapter(), facts.baseModel(), facts.expert(), shown,
                        facts.memory(), facts.warnings()));
    }

    private static Mono<Verdict> refused(FileFault fault, String finding) {
        return Mono.just(new Verdict.Refused(new Unfit(fault, finding).reason()));
    }
}
