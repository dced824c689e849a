package dev.lorikeet.generation.dispatch;

import java.util.function.Supplier;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.generation.dispatch.JobWorld.Life;
import reactor.core.publisher.Mono;

/** Documents as one instance reaches them, as long as it lives. */
final class MortalDocuments extends ForwardedDocuments {
    private final Life life;

    MortalDocuments(DocumentStore documents, Life life) {
        super(documents);
        this.life = life;
    }

    @Override
    protected <T> Mono<T> pass(Supplier<Mono<T>> call) {
        return life.alive(call);
    }
}
