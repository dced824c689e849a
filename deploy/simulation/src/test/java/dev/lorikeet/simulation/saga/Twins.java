package dev.lorikeet.simulation.saga;

import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;

import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.RunPodCloud;

/** All that outlives every process: the collections, the log, the bucket, and RunPod. */
final class Twins {
    static final String ENDPOINT = "wan22";

    private final TreeMap<String, InMemoryDocumentStore> collections = new TreeMap<>();
    private final Observer observer;
    final InMemoryEventLog log;
    final Shelf bucket;
    final RunPodCloud cloud;
    /** When somebody looks what RunPod did meanwhile. */
    Instant plannedLook = Instant.MIN;

    Twins(Agenda agenda, long seed, int poll, Observer observer) {
        this.observer = observer;
        this.log = new InMemoryEventLog(agenda.of(agenda.outside()), agenda,
                Settings.delivery(Pace.USUAL).backOff(), poll);
        this.bucket = new Shelf(agenda);
        this.cloud = new RunPodCloud(agenda.instant(), seed);
        cloud.endpoint(ENDPOINT, EndpointSettings.of(Personality.ANY));
        log.watchedBy(observer);
        bucket.watchedBy(observer::objectChanged, observer::uploadAborted);
    }

    InMemoryDocumentStore collection(String service, String name) {
        return collections.computeIfAbsent(service + "/" + name, key -> {
            var store = new InMemoryDocumentStore(name);
            store.watchedBy((before, after, outboxKey) -> observer.documentChanged(key, before, after, outboxKey));
            return store;
        });
    }

    /** In the order of their names. */
    Collection<String> collections() {
        return collections.keySet();
    }
}
