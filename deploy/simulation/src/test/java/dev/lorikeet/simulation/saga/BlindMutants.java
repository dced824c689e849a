package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.delivery.OutboxEntry;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.WireRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wrong protocols that one truth alone is there for: it would go blind without anybody seeing it. */
final class BlindMutants {
    private static final int ONE_IN = 6;

    private BlindMutants() {}

    static Map<String, Mutant> all() {
        var all = new LinkedHashMap<String, Mutant>();
        all.put("says that it wrote what it did not", of("lora-api", "loras", BlindMutants::lying));
        all.put("uses what was deleted long ago", of("generation-service", "catalogue", BlindMutants::remembering));
        all.put("never gives room back", of("lora-api", "workspaces", store -> new ForwardedDocuments(store) {
            @Override
            public Flux<StoredDocument> due(Instant now, int limit) {
                return Flux.empty();
            }
        }));
        all.put("puts signed addresses into events", of("lora-api", "loras", BlindMutants::talkative));
        all.put("takes for applied what it could not apply", new Mutant() {
            @Override
            EventLog log(World world, String service, EventLog log) {
                return new WrongLog(log, UnaryOperator.identity(),
                        handler -> record -> handler.apply(record).onErrorComplete());
            }
        });
        return all;
    }

    private static Mutant of(String service, String collection, UnaryOperator<DocumentStore> wrapping) {
        return new Mutant() {
            @Override
            DocumentStore documents(World world, String of, DocumentStore documents) {
                return service.equals(of) && documents.collection().equals(collection)
                        ? wrapping.apply(documents)
                        : documents;
            }
        };
    }

    private static DocumentStore lying(DocumentStore store) {
        return new ForwardedDocuments(store) {
            private int writes;

            @Override
            public Mono<Boolean> write(DocumentWrite write) {
                return Mono.defer(() -> ++writes % ONE_IN == 0 ? Mono.just(true) : store.write(write));
            }
        };
    }

    private static DocumentStore remembering(DocumentStore store) {
        var ready = new HashMap<String, StoredDocument>();
        return new ForwardedDocuments(store) {
            @Override
            public Mono<StoredDocument> find(String id) {
                return store.find(id)
                        .doOnNext(found -> {
                            if (Tree.of(found).at("entry", "status").text().equals("ready")) {
                                ready.put(id, found);
                            }
                        })
                        .map(found -> ready.getOrDefault(id, found));
            }
        };
    }

    private static DocumentStore talkative(DocumentStore store) {
        return new ForwardedDocuments(store) {
            @Override
            public Mono<Boolean> write(DocumentWrite write) {
                return store.write(new DocumentWrite(write.id(), write.expectedVersion(), write.state(), write.list(),
                        write.unique(), write.events().stream().map(BlindMutants::withAddress).toList(),
                        write.outboxKey(), write.due()));
            }
        };
    }

    private static OutboxEntry withAddress(OutboxEntry entry) {
        var record = entry.record();
        var headers = new TreeMap<>(record.headers());
        headers.put("x-url", "https://bucket.example.org/loras/rain?seal=of-the-bucket");
        return new OutboxEntry(entry.id(), new WireRecord(record.topic(), record.key(), headers, record.body()));
    }
}
