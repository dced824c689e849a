package dev.lorikeet.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.verification.SomeLora;
import org.jspecify.annotations.Nullable;

import static dev.lorikeet.storage.Instances.LIMIT;

/** What happened to a few LoRAs, and, told without any life cycle, who has a claim to what by now. */
final class History {
    private static final Duration GRACE = Duration.ofHours(2);
    private static final Duration TICKET = Duration.ofHours(3);

    final Instances instances = new Instances();
    private final Sweeps sweeps = instances.start("one").worker().sweeps();
    private final Map<Integer, Tale> tales = new HashMap<>();

    enum Act {
        TICKET,
        MULTIPART_TICKET,
        PUT,
        COMPLETE,
        SAVE_FAILED,
        ABANDON,
        DISCARD,
        VANISH,
        THUMBNAIL,
        STRAY_UPLOAD,
        PASS,
        SWEEP
    }

    /** Somebody's claim to the object of a LoRA. */
    private sealed interface Claim {
        record Nobody() implements Claim {}

        record Ticket(Instant until, @Nullable String upload) implements Claim {}

        record Proven() implements Claim {}

        /** For good. */
        record GivenUp() implements Claim {}
    }

    private static final class Tale {
        final SomeLora lora;
        Claim claim = new Claim.Nobody();
        boolean doubted;
        final Map<ObjectKey, Instant> put = new HashMap<>();
        final Map<String, Instant> uploads = new HashMap<>();

        Tale(SomeLora lora) {
            this.lora = lora;
        }
    }

    /** What has to be there after a sweep, and what must not. */
    record Due(List<ObjectKey> staying, List<ObjectKey> going, List<String> uploads, List<String> aborted) {}

    void act(int number, Act act) {
        var tale = tales.computeIfAbsent(number,
                _ -> new Tale(SomeLora.of(Keys.hour(instances.now()), "lora-" + number)));
        switch (act) {
            case TICKET -> ticket(tale, null);
            case MULTIPART_TICKET -> ticket(tale, begin(tale));
            case PUT -> put(tale, tale.lora.key(), SomeLora.bytes());
            case COMPLETE -> complete(tale);
            case SAVE_FAILED -> saveFailed(tale);
            case ABANDON -> givenUp(tale, new LoraEvent.LoraUploadAbandoned(tale.lora.id(), tale.lora.workspace(),
                    tale.lora.expected(), LoraEvent.AbandonReason.EXPIRED));
            case DISCARD -> givenUp(tale, tale.lora.discarded());
            case VANISH -> instances.bucket().remove(tale.lora.key()).block(LIMIT);
            case THUMBNAIL -> put(tale, Keys.thumbnail(tale.lora.key()), new byte[]{1});
            case STRAY_UPLOAD -> begin(tale);
            case PASS -> instances.skip(Duration.ofMinutes(100));
            case SWEEP -> sweep();
        }
    }

    private void put(Tale tale, ObjectKey key, byte[] bytes) {
        instances.bucket().put(key, bytes);
        tale.put.put(key, instances.now());
    }

    private String begin(Tale tale) {
        var upload = instances.bucket().begin(tale.lora.key());
        tale.uploads.put(upload, instances.now());
        return upload;
    }

    private void ticket(Tale tale, @Nullable String upload) {
        var until = instances.now().plus(TICKET);
        if (tale.claim instanceof Claim.Nobody) {
            tale.claim = new Claim.Ticket(until, upload);
        }
        instances.happens(new LoraEvent.LoraUploadStarted(tale.lora.id(), tale.lora.workspace(),
                new ExpectedObject(tale.lora.key(), "a.safetensors", 10, upload, null), until));
    }

    private void complete(Tale tale) {
        if (tale.claim instanceof Claim.Nobody || tale.claim instanceof Claim.Ticket) {
            tale.claim = isStored(tale.lora.key()) ? new Claim.Proven() : new Claim.GivenUp();
        }
        instances.happens(tale.lora.uploaded());
    }

    /** Which is not true where the upload was recorded. */
    private void saveFailed(Tale tale) {
        if (tale.claim instanceof Claim.Nobody || tale.claim instanceof Claim.Ticket) {
            tale.claim = new Claim.GivenUp();
        }
        instances.happens(tale.lora.saveFailed());
    }

    private void givenUp(Tale tale, LoraEvent event) {
        tale.claim = new Claim.GivenUp();
        instances.happens(event);
    }

    /** Answers what had to come of it. */
    Due sweep() {
        doubt();
        sweeps.sweep(false, true, true).block(LIMIT);
        // What was only doubted then, has had its time by now.
        instances.skip(GRACE.plusMinutes(1));
        var closed = instances.now().minus(GRACE);
        var due = new Due(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        tales.values().forEach(tale -> judge(tale, closed, due));
        doubt();
        sweeps.sweep(false, true, true).block(LIMIT);
        return due;
    }

    /** Whoever sees an old object that nobody has said anything of doubts it from then on. */
    private void doubt() {
        var closed = instances.now().minus(GRACE);
        tales.values().forEach(tale -> {
            var since = tale.put.get(tale.lora.key());
            if (tale.claim instanceof Claim.Nobody && since != null && isStored(tale.lora.key())
                    && isOld(tale, since, closed)) {
                tale.doubted = true;
            }
        });
    }

    private static boolean isOld(Tale tale, Instant since, Instant closed) {
        return !Keys.owner(tale.lora.key().value()).orElseThrow().hourEnds().isAfter(closed)
                && !since.isAfter(closed);
    }

    private void judge(Tale tale, Instant closed, Due due) {
        var key = tale.lora.key();
        tale.put.forEach((object, since) -> {
            if (isStored(object)) {
                boolean old = isOld(tale, since, closed);
                boolean claimed = object.equals(key) ? isClaimed(tale, closed) : tale.claim instanceof Claim.Proven;
                (old && !claimed ? due.going() : due.staying()).add(object);
            }
        });
        tale.uploads.forEach((upload, since) -> {
            boolean old = isOld(tale, since, closed);
            boolean awaited = isClaimed(tale, closed) && tale.claim instanceof Claim.Ticket(var _, var id)
                    && upload.equals(id);
            if (isOpen(key, upload)) {
                (old && !awaited ? due.aborted() : due.uploads()).add(upload);
            }
        });
        if (due.going().contains(key)) {
            tale.claim = new Claim.GivenUp();
        }
    }

    private static boolean isClaimed(Tale tale, Instant closed) {
        return switch (tale.claim) {
            case Claim.Nobody _ -> !tale.doubted;
            case Claim.GivenUp _ -> false;
            case Claim.Ticket(var until, var _) -> !until.isBefore(closed);
            case Claim.Proven _ -> true;
        };
    }

    boolean isStored(ObjectKey key) {
        return instances.bucket().bytes(key).isPresent();
    }

    boolean isOpen(String upload) {
        return tales.values().stream().anyMatch(tale -> isOpen(tale.lora.key(), upload));
    }

    private boolean isOpen(ObjectKey key, String upload) {
        return instances.bucket().isOpen(key, upload);
    }
}
