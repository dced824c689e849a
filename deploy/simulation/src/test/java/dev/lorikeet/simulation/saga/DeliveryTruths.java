package dev.lorikeet.simulation.saga;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.delivery.OutboxEntry;
import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;

/** What holds of documents, events and positions, whatever they are about. */
final class DeliveryTruths extends Observer {
    /** Tokens of jobs, and what the twins of the bucket sign addresses with. */
    private static final List<String> SECRETS = List.of("secret-of-a-test-", "ignature=", "seal=");

    private final World world;
    private final Truths truths;
    private final Map<String, WireRecord> committed = new HashMap<>();
    private final Set<String> applied = new HashSet<>();

    DeliveryTruths(World world, Truths truths) {
        this.world = world;
        this.truths = truths;
    }

    @Override
    void documentChanged(String collection, @Nullable StoredDocument before, @Nullable StoredDocument after,
            @Nullable String outboxKey) {
        if (after == null) {
            return;
        }
        long was = before == null ? 0 : before.version();
        truths.demand(after.version() == was || after.version() == was + 1, 5, "versions grow one by one",
                collection + " " + after.id() + " from " + was + " to " + after.version());
        truths.demand(after.outbox().isEmpty() == (outboxKey == null), 6,
                "a document has an outbox key exactly while its outbox has events", collection + " " + after.id());
        if (after.version() > was) {
            after.outbox().stream().skip(before == null ? 0 : before.outbox().size()).forEach(this::born);
        }
        if (before != null && after.attempts() > 1 && after.attempts() > before.attempts()) {
            world.sometimes().saw("work was claimed again");
        }
        if (collection.endsWith("/leases") && before != null && !Tree.of(before)
                .at("owner")
                .text()
                .equals(Tree.of(after).at("owner").text())) {
            world.sometimes().saw("a relay was taken over");
        }
    }

    private void born(OutboxEntry entry) {
        truths.demand(committed.put(nameOf(entry.record()), entry.record()) == null, 5,
                "no two events of one aggregate share version and number", entry.id());
        demandNoSecret(entry.record());
    }

    private void demandNoSecret(WireRecord record) {
        var said = record.headers() + " " + record.body();
        truths.demand(SECRETS.stream().noneMatch(said::contains), 17,
                "tokens and signed addresses never appear in events", record);
    }

    @Override
    public void appended(WireRecord record) {
        demandNoSecret(record);
        if (record.topic().endsWith(".dlt")) {
            truths.demand(StrangerTruths.isDeadForAReason(record), 24,
                    "dead letters hold only what was malformed, and say why", record);
            world.sometimes().saw("a malformed record was put aside");
            return;
        }
        if (isDirect(record)) {
            world.sometimes().saw("a save that failed was announced");
        }
        truths.demand(!isInOrder(record) || record.equals(committed.get(nameOf(record))), 4,
                "an event on a topic was committed with its document before", nameOf(record));
    }

    /** Whether it is one of ours, and was not published past its document. */
    static boolean isInOrder(WireRecord record) {
        return Stranger.mark(record).isEmpty() && !isDirect(record);
    }

    /** Says that something could not be committed. */
    static boolean isDirect(WireRecord record) {
        return record.headers().getOrDefault(CloudEventHeaders.ID, "").endsWith(".direct");
    }

    /** Its id is unique for its source. */
    private static String nameOf(WireRecord record) {
        return record.topic() + record.headers().getOrDefault(CloudEventHeaders.SOURCE, "") + " "
                + record.headers().getOrDefault(CloudEventHeaders.ID, "") + Stranger.mark(record).orElse("");
    }

    @Override
    void applied(String group, WireRecord record) {
        if (!applied.add(nameOf(group, record))) {
            world.sometimes().saw("a record was delivered again");
        }
    }

    @Override
    public void committed(String group, WireRecord record) {
        truths.demand(applied.contains(nameOf(group, record)), 14,
                "a committed position never passes a record that was not applied", nameOf(group, record));
    }

    private static String nameOf(String group, WireRecord record) {
        return group + " " + record.key() + " " + nameOf(record);
    }
}
