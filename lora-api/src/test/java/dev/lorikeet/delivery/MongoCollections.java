package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.scheduler.Scheduler;

/** Opens the door to the real documents for tests of what stands on them. */
public final class MongoCollections {
    private MongoCollections() {}

    public static Function<String, DocumentStore> of(MongoDatabase database) {
        return collection -> new MongoDocumentStore(database, collection);
    }

    /** What the first commit of this state would insert, once its events have been published. */
    public static <S> Document document(AggregateType<S> type, String id, S state) {
        return MongoDocuments.first(new DocumentWrite(id, 0, StateJson.write(state), type.list().apply(state),
                type.unique().apply(state), List.of(), "",
                type.dueAt()
                        .apply(state).<DocumentWrite
                                .Due>map(time -> new DocumentWrite.Due.At(time, Optional.empty()))
                        .orElse(new DocumentWrite.Due.Never())));
    }

    public static Engines engines(MongoDatabase database, Instant now, Scheduler scheduler) {
        return new Engines(of(database), new InMemoryEventLog(scheduler, () -> now,
                DeliveryLimits.defaults().backOff()), () -> now, scheduler, "test");
    }
}
