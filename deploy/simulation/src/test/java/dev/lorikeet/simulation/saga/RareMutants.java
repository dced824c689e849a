package dev.lorikeet.simulation.saga;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Wrong protocols that show only in lives in which something particular happens: of tries, copies, and strangers. */
final class RareMutants {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofDays(1);

    private RareMutants() {}

    static Map<String, Mutant> all() {
        var all = new LinkedHashMap<String, Mutant>();
        all.put("does not tell RunPod when to forget a job", new Mutant() {
            @Override
            RunPod runPod(World world, RunPod runPod) {
                return new Endless(runPod);
            }
        });
        all.put("takes a job for gone that RunPod could not be told to end", new Mutant() {
            @Override
            RunPod runPod(World world, RunPod runPod) {
                return new Unheard(runPod);
            }
        });
        all.put("gives a job up before RunPod has forgotten it", looksAtLostJobs(SOON));
        all.put("waits for ever for an answer that was lost", looksAtLostJobs(NEVER));
        all.put("tries a job again for ever", documents("generations", store -> new ForwardedDocuments(store) {
            @Override
            public Mono<StoredDocument> find(String id) {
                return store.find(id).map(RareMutants::withoutPast);
            }
        }));
        all.put("announces no digests", new Mutant() {
            @Override
            EventLog log(World world, String service, EventLog log) {
                return new WrongLog(log, records -> records.stream()
                        .filter(record -> !record.headers().getOrDefault("ce_type", "").contains("digest"))
                        .toList(), handler -> handler);
            }
        });
        all.put("never builds the copy anew", documents("catalogue-upkeep", store -> new ForwardedDocuments(store) {
            @Override
            public Flux<StoredDocument> due(Instant now, int limit) {
                return Flux.empty();
            }
        }));
        all.put("drops what it cannot read", puttingAside(Mono.empty()));
        all.put("waits for what it cannot read to become better",
                puttingAside(Mono.error(() -> new Unavailable("it may yet become better", SOON))));
        return all;
    }

    private interface Wrapping {
        DocumentStore of(DocumentStore store);
    }

    private static Mutant documents(String collection, Wrapping wrapping) {
        return new Mutant() {
            @Override
            DocumentStore documents(World world, String service, DocumentStore documents) {
                return service.equals("generation-service") && documents.collection().equals(collection)
                        ? wrapping.of(documents)
                        : documents;
            }
        };
    }

    /** So long after they were sent, whatever was agreed with RunPod. */
    private static Mutant looksAtLostJobs(Duration wait) {
        return documents("generations", store -> new ForwardedDocuments(store) {
            @Override
            public Mono<Boolean> write(DocumentWrite write) {
                var is = new Tree(write.state());
                return store.write(is.status().equals("submitting")
                        ? dueAt(write, Instant.parse(is.at("attempt", "startedAt").text()).plus(wait))
                        : write);
            }
        });
    }

    private static DocumentWrite dueAt(DocumentWrite write, Instant time) {
        return new DocumentWrite(write.id(), write.expectedVersion(), write.state(), write.list(), write.unique(),
                write.events(), write.outboxKey(), new DocumentWrite.Due.At(time, Optional.empty()));
    }

    private static StoredDocument withoutPast(StoredDocument found) {
        return new StoredDocument(found.id(), found.version(), Mutants.with(found.state(), List.of(), "job", "past"),
                found.outbox(), found.dueAt(), found.trace(), found.attempts());
    }

    private static Mutant puttingAside(Mono<Void> instead) {
        return new Mutant() {
            @Override
            EventLog log(World world, String service, EventLog log) {
                return new ForwardedEventLog(log) {
                    @Override
                    public Mono<Void> append(WireRecord record) {
                        return record.topic().endsWith(".dlt") ? instead : log.append(record);
                    }
                };
            }
        };
    }

    /** What was to end counts as gone, whether RunPod was told or not. */
    private static final class Unheard extends WrongRunPod {
        private final Set<String> gone = new HashSet<>();

        Unheard(RunPod runPod) {
            super(runPod);
        }

        @Override
        public Mono<Sighting> cancel(String endpoint, String job) {
            return runPod.cancel(endpoint, job).map(told -> {
                if (!(told instanceof Sighting.Later)) {
                    return told;
                }
                gone.add(job);
                return new Sighting.NotFound();
            });
        }

        @Override
        public Mono<Sighting> status(String endpoint, String job) {
            return Mono.defer(() -> gone.remove(job)
                    ? Mono.just(new Sighting.NotFound())
                    : runPod.status(endpoint, job));
        }
    }

    private static final class Endless extends WrongRunPod {
        Endless(RunPod runPod) {
            super(runPod);
        }

        @Override
        public Mono<Submitted> submit(String endpoint, byte[] request) {
            var json = (ObjectNode) JsonMapper.shared().readTree(new String(request, StandardCharsets.UTF_8));
            ((ObjectNode) json.path("policy")).remove("ttl");
            return runPod.submit(endpoint, JsonMapper.shared().writeValueAsBytes(json));
        }
    }
}
