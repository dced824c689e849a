package dev.lorikeet.embedded.mongo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes it visible when a query had to read a collection of some size from end to end. */
final class ScanMeter {
    static final String NAME = "lorikeet.embedded.mongo.scans";
    static final long HARMLESS = 1_000;
    private static final Logger log = LoggerFactory.getLogger(ScanMeter.class);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_KINDS = 1_000;

    private final MeterRegistry meters;
    private final Map<String, Long> warned = new ConcurrentHashMap<>();

    ScanMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(String collection, String fields, long documents) {
        if (documents <= HARMLESS) {
            return;
        }
        meters.counter(NAME, "collection", collection).increment();
        if (isNews(collection + ": " + fields)) {
            log.warn("No index serves a query on {} by [{}]: read all {} documents", collection, fields, documents);
        }
    }

    private boolean isNews(String kind) {
        long now = System.nanoTime();
        if (warned.size() >= MOST_KINDS) {
            warned.clear();
        }
        Long last = warned.get(kind);
        if (last != null && now - last < QUIET_NANOS) {
            return false;
        }
        warned.put(kind, now);
        return true;
    }
}
