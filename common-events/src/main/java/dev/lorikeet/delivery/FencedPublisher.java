package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.List;

import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A publisher that only the holder of a lease has. The lease is confirmed once more after opening: whoever takes it
 * later also opens later, and so fences this one before publishing anything itself.
 */
final class FencedPublisher {
    private final String name;
    private final Leases leases;
    private final EventLog log;
    private final Duration lease;
    private @Nullable Right right;

    FencedPublisher(String name, Leases leases, EventLog log, Duration lease) {
        this.name = name;
        this.leases = leases;
        this.log = log;
        this.lease = lease;
    }

    /** What one pass may use. */
    final class Right {
        private final EventLog.Publisher publisher;
        private Leases.Lease held;

        private Right(EventLog.Publisher publisher, Leases.Lease held) {
            this.publisher = publisher;
            this.held = held;
        }

        Mono<Void> publish(List<WireRecord> records) {
            return records.isEmpty()
                    ? Mono.empty()
                    : publisher.publish(records)
                            .onErrorResume(failure -> letGo().onErrorComplete().then(Mono.error(failure)));
        }
    }

    /** Takes the right where nobody has it; empty while another instance is the relay. */
    Mono<Right> hold() {
        return Mono.defer(() -> right == null ? leases.take(name).flatMap(this::open) : held());
    }

    /** The right, prolonged in good time; empty where this instance does not have it. */
    Mono<Right> held() {
        return Mono.defer(() -> {
            var current = right;
            if (current == null) {
                return Mono.empty();
            }
            boolean fresh = current.held.heldAt(leases.now().plus(lease.dividedBy(2)));
            return fresh ? Mono.just(current) : prolong(current);
        });
    }

    private Mono<Right> open(Leases.Lease taken) {
        return log.open(name)
                .onErrorResume(failure -> leases.release(taken).onErrorComplete().then(Mono.error(failure)))
                .flatMap(publisher -> {
                    var opened = new Right(publisher, taken);
                    right = opened;
                    return prolong(opened);
                });
    }

    private Mono<Right> prolong(Right current) {
        return leases.take(name)
                .filter(renewed -> renewed.epoch() == current.held.epoch())
                .map(renewed -> {
                    current.held = renewed;
                    return current;
                })
                .switchIfEmpty(drop().then(Mono.empty()))
                .onErrorResume(failure -> drop().then(Mono.error(failure)));
    }

    private Mono<Void> drop() {
        return Mono.defer(() -> {
            var dropped = right;
            right = null;
            return dropped == null ? Mono.empty() : dropped.publisher.close();
        });
    }

    Mono<Void> letGo() {
        return Mono.defer(() -> {
            var current = right;
            return current == null ? Mono.empty() : drop().then(leases.release(current.held));
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
