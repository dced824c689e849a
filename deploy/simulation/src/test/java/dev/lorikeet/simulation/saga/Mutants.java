package dev.lorikeet.simulation.saga;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.delivery.OutboxEntry;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.ObjectStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wrong protocols, each of which the simulation has to find. */
final class Mutants {
    private Mutants() {}

    static Map<String, Mutant> all() {
        var all = new LinkedHashMap<String, Mutant>();
        all.put("pulls the outbox before it is published", documents((_, store) -> new ForwardedDocuments(store) {
            @Override
            public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
                return store.withOutbox(from, below, limit).concatMap(this::pulled);
            }

            @Override
            public Mono<StoredDocument> findCommitted(String id) {
                return store.findCommitted(id).flatMap(this::pulled);
            }

            private Mono<StoredDocument> pulled(StoredDocument found) {
                return store.pull(found.id(), found.outbox().stream().map(OutboxEntry::id).toList()).thenReturn(found);
            }
        }));
        all.put("commits the position before the work", log(UnaryOperator.identity(), handler -> record -> {
            handler.apply(record).subscribe(_ -> {}, _ -> {});
            return Mono.empty();
        }));
        all.put("sweeps whatever it sees", objects(objects -> new ForwardedObjectStore(objects) {
            @Override
            public Flux<Listed> list(String prefix) {
                return objects.list(prefix).concatMap(one -> objects.remove(new ObjectKey(one.key())).thenReturn(one));
            }
        }));
        all.put("asks RunPod again when the answer was lost", runPod(runPod -> new WrongRunPod(runPod) {
            @Override
            public Mono<Submitted> submit(String endpoint, byte[] request) {
                return runPod.submit(endpoint, request)
                        .flatMap(answer -> answer instanceof Submitted.Ambiguous
                                ? runPod.submit(endpoint, request)
                                : Mono.just(answer));
            }
        }));
        all.put("takes another one's LoRA for its own", documents((service, store) -> isOf(service, store,
                "generation-service", "catalogue") ? changed(store, state -> with(state, "demo", "entry", "workspace"))
                        : store));
        all.put("leaves in the bucket what nobody wants", objects(objects -> new ForwardedObjectStore(objects) {
            @Override
            public Mono<Void> remove(ObjectKey key) {
                return Mono.empty();
            }
        }));
        all.put("forgets what a crash left in an outbox", documents((_, store) -> new ForwardedDocuments(store) {
            @Override
            public Flux<StoredDocument> withOutbox(String from, String below, int limit) {
                return Flux.empty();
            }
        }));
        all.put("never takes over what a dead worker claimed", documents((_, store) -> new ForwardedDocuments(store) {
            @Override
            public Mono<Boolean> moveDue(String id, Instant seen, Instant next, boolean counted) {
                return store.moveDue(id, seen, counted ? next.plus(Duration.ofDays(1)) : next, counted);
            }
        }));
        all.put("writes over what another one wrote", documents((service, store) -> service.equals("lora-api")
                ? new ForwardedDocuments(store) {
                    @Override
                    public Mono<Boolean> write(DocumentWrite write) {
                        return store.write(write)
                                .flatMap(done -> done ? Mono.just(true)
                                        : store.find(write.id())
                                                .flatMap(found -> store.write(at(write, found.version()))));
                    }
                }
                : store));
        all.put("believes every callback", documents((service, store) -> isOf(service, store, "generation-service",
                "generations")
                        ? changed(store, state -> with(state, Sha256.of("secret-of-somebody-else-0000"
                                .getBytes(StandardCharsets.US_ASCII)).value(), "attempt", "secret"))
                        : store));
        all.put("announces a video before it is stored", new Mutant() {
            @Override
            JobBucket jobBucket(World world, JobBucket bucket) {
                return new Forgetful(bucket);
            }
        });
        all.put("publishes no tombstones", log(records -> records.stream()
                .filter(record -> record.body() != null)
                .toList(), UnaryOperator.identity()));
        all.put("publishes old records last", new Mutant() {
            @Override
            EventLog log(World world, String service, EventLog log) {
                var before = new ArrayList<WireRecord>();
                return new WrongLog(log, records -> {
                    var late = new ArrayList<>(records);
                    before.stream()
                            .filter(old -> records.stream()
                                    .anyMatch(one -> one.key().equals(old.key())
                                            && one.topic().equals(old.topic())))
                            .findFirst()
                            .ifPresent(late::add);
                    before.addAll(records);
                    return late;
                }, UnaryOperator.identity());
            }
        });
        all.put("loses every tenth record", new Mutant() {
            @Override
            EventLog log(World world, String service, EventLog log) {
                return new WrongLog(log, records -> records.stream()
                        .filter(_ -> world.agenda().outside().count("mutant") % 10 != 0)
                        .toList(), UnaryOperator.identity());
            }
        });
        all.put("lets multipart uploads lie", objects(objects -> new ForwardedObjectStore(objects) {
            @Override
            public Mono<Void> abort(ObjectKey key, String uploadId) {
                return Mono.empty();
            }
        }));
        all.put("fences nobody", new Mutant() {
            @Override
            EventLog engine(World world, EventLog engine) {
                return new Unfenced(engine);
            }
        });
        all.put("forgets what a workspace holds", documents((service, store) -> isOf(service, store, "lora-api",
                "workspaces") ? changed(store, state -> with(state, 0L, "contents", "usedBytes")) : store));
        return all;
    }

    private interface Wrapping {
        DocumentStore of(String service, DocumentStore store);
    }

    private static Mutant documents(Wrapping wrapping) {
        return new Mutant() {
            @Override
            DocumentStore documents(World world, String service, DocumentStore documents) {
                return wrapping.of(service, documents);
            }
        };
    }

    private static Mutant log(UnaryOperator<List<WireRecord>> publishing,
            UnaryOperator<Function<WireRecord, Mono<Void>>> handling) {
        return new Mutant() {
            @Override
            EventLog log(World world, String service, EventLog log) {
                return new WrongLog(log, publishing, handling);
            }
        };
    }

    private static Mutant objects(UnaryOperator<ObjectStore> wrapping) {
        return new Mutant() {
            @Override
            ObjectStore objects(World world, ObjectStore objects) {
                return wrapping.apply(objects);
            }
        };
    }

    private static Mutant runPod(UnaryOperator<RunPod> wrapping) {
        return new Mutant() {
            @Override
            RunPod runPod(World world, RunPod runPod) {
                return wrapping.apply(runPod);
            }
        };
    }

    private static boolean isOf(String service, DocumentStore store, String wanted, String collection) {
        return service.equals(wanted) && store.collection().equals(collection);
    }

    static DocumentStore changed(DocumentStore store, UnaryOperator<Map<String, Object>> change) {
        return new ForwardedDocuments(store) {
            @Override
            public Mono<StoredDocument> find(String id) {
                return store.find(id)
                        .map(found -> new StoredDocument(found.id(), found.version(),
                                change.apply(found.state()), found.outbox(), found.dueAt(), found.trace(),
                                found.attempts()));
            }
        };
    }

    /** A copy with another value there, if there is one there at all. */
    static Map<String, Object> with(Map<String, Object> state, Object value, String outer, String inner) {
        var copy = new LinkedHashMap<>(state);
        if (state.get(outer) instanceof Map<?, ?> found && found.containsKey(inner)) {
            var changed = new LinkedHashMap<Object, Object>(found);
            changed.put(inner, value);
            copy.put(outer, changed);
        }
        return copy;
    }

    private static DocumentWrite at(DocumentWrite write, long version) {
        return new DocumentWrite(write.id(), version, write.state(), write.list(), Optional.empty(), write.events(),
                write.outboxKey(), write.due());
    }

    private record Forgetful(JobBucket bucket) implements JobBucket {
        @Override
        public Mono<StoredObject> describe(ObjectKey key) {
            return bucket.describe(key);
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, byte[] bytes) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> put(ObjectKey key, String contentType, Path file) {
            return Mono.empty();
        }

        @Override
        public Mono<byte[]> read(ObjectKey key) {
            return bucket.read(key);
        }

        @Override
        public SignedUrl sign(ObjectKey key, Instant until) {
            return bucket.sign(key, until);
        }
    }
}
