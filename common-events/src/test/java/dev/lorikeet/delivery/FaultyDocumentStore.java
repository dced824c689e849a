package dev.lorikeet.delivery;

import java.util.Random;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/** A store whose operations fail by a seeded chance: before they are applied, or after, with the answer lost. */
public final class FaultyDocumentStore extends ForwardedDocuments {
    private final Random chance;
    private final double rate;
    private boolean healed;

    public FaultyDocumentStore(DocumentStore store, Random chance, double rate) {
        super(store);
        this.chance = chance;
        this.rate = rate;
    }

    public void heal() {
        healed = true;
    }

    @Override
    protected <T> Mono<T> pass(Supplier<Mono<T>> call) {
        return Mono.defer(() -> {
            if (strikes()) {
                return Mono.error(new Unavailable("failed before", new IllegalStateException()));
            }
            return strikes()
                    ? call.get().then(Mono.error(new Unavailable("answer lost", new IllegalStateException())))
                    : call.get();
        });
    }

    private boolean strikes() {
        return !healed && chance.nextDouble() < rate;
    }
}
