package dev.lorikeet.lora.account;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.StoredDocument;
import reactor.core.publisher.Mono;

/** A collection behind a rough sea, and with a look at what really lies in it after every write. */
final class RoughDocuments extends ForwardedDocuments {
    private final RoughSea sea;
    private final Runnable afterWrite;
    private final Set<String> written = new LinkedHashSet<>();

    RoughDocuments(String collection, RoughSea sea, Runnable afterWrite) {
        super(new InMemoryDocumentStore(collection));
        this.sea = sea;
        this.afterWrite = afterWrite;
    }

    /** The states by their ids, as they lie there now. */
    Map<String, Map<String, Object>> states() {
        return written.stream()
                .flatMap(id -> documents.find(id).blockOptional().stream())
                .collect(Collectors.toMap(StoredDocument::id, StoredDocument::state));
    }

    @Override
    protected <T> Mono<T> pass(Supplier<Mono<T>> call) {
        return sea.cross(call);
    }

    @Override
    public Mono<Boolean> write(DocumentWrite write) {
        return pass(() -> documents.write(write).doOnNext(done -> {
            if (done) {
                written.add(write.id());
                afterWrite.run();
            }
        }));
    }
}
