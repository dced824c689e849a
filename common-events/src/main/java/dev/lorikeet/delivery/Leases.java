package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import reactor.core.publisher.Mono;

/** Named rights that one instance holds at a time. */
final class Leases {
    private final DocumentStore documents;
    private final String owner;
    private final Duration length;
    private final InstantSource clock;

    Leases(DocumentStore documents, String owner, Duration length, InstantSource clock) {
        this.documents = documents;
        this.owner = owner;
        this.length = length;
        this.clock = clock;
    }

    /** @param epoch grows whenever the holder changes */
    record Lease(String name, String owner, long epoch, Instant until) {
        boolean heldAt(Instant time) {
            return time.isBefore(until);
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** Takes the lease, or prolongs it; empty while another instance holds it. */
    Mono<Lease> take(String name) {
        return documents.find(name)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(stored -> {
                    var now = clock.instant();
                    var current = stored.map(document -> StateJson.read(document.state(), Lease.class));
                    if (current.filter(lease -> !lease.owner().equals(owner) && lease.heldAt(now)).isPresent()) {
                        return Mono.empty();
                    }
                    return write(next(name, current, now), stored.map(StoredDocument::version).orElse(0L));
                });
    }

    /** Lets go at once, so that a clean stop does not make the next holder wait. */
    Mono<Void> release(Lease lease) {
        return documents.find(lease.name())
                .filter(stored -> StateJson.read(stored.state(), Lease.class).owner().equals(owner))
                .flatMap(stored -> write(new Lease(lease.name(), owner, lease.epoch(), Instant.EPOCH),
                        stored.version()))
                .then();
    }

    private Lease next(String name, Optional<Lease> current, Instant now) {
        long epoch = current.map(lease -> lease.owner().equals(owner) ? lease.epoch() : lease.epoch() + 1).orElse(1L);
        return new Lease(name, owner, epoch, now.plus(length));
    }

    private Mono<Lease> write(Lease lease, long version) {
        return documents
                .write(new DocumentWrite(lease.name(), version, StateJson.write(lease), Map.of(), Optional.empty(),
                        List.of(),
                        "", new DocumentWrite.Due.Never()))
                .filter(written -> written)
                .map(_ -> lease);
    }
}
