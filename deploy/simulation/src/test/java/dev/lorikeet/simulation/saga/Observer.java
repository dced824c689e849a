package dev.lorikeet.simulation.saga;

import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;

/** Hears of every durable change as it happens, and says what is wrong with it. */
abstract class Observer implements InMemoryEventLog.Watcher {

    /** @param collection with its service in front */
    void documentChanged(String collection, @Nullable StoredDocument before, @Nullable StoredDocument after,
            @Nullable String outboxKey) {}

    @Override
    public void appended(WireRecord record) {}

    @Override
    public void committed(String group, WireRecord record) {}

    /** A handler of the group has come to its good end with this record. */
    void applied(String group, WireRecord record) {}

    /** An object came, or went. */
    void objectChanged(String key, boolean came) {}

    /** An open multipart upload was aborted, by whoever is not its owner. */
    void uploadAborted(String key) {}

    /** RunPod was asked for a job, or went on by itself. */
    void cloudChanged() {}
}
