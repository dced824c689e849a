package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.List;

import dev.lorikeet.delivery.StoredDocument;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;

/** What must be true at every moment. Each group looks only at what has just changed. */
final class Truths extends Observer {
    private final World world;
    private final CatalogueTruths catalogue;
    private final List<Observer> groups;
    private final List<String> broken = new ArrayList<>();

    Truths(World world) {
        this.world = world;
        this.catalogue = new CatalogueTruths(world);
        this.groups = List.of(new DeliveryTruths(world, this), new LibraryTruths(world, this),
                new JobTruths(world, this), catalogue);
    }

    /** A violation, found by the first one; the run ends with the next look. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what);
        }
    }

    void demand(boolean holds, int number, String sentence, Object detail) {
        if (!holds) {
            broken.add("%d. %s: %s, at %.3f s, by %s".formatted(number, sentence, detail,
                    world.agenda().millisGone() / 1000.0, world.agenda().current()));
        }
    }

    CatalogueTruths catalogue() {
        return catalogue;
    }

    void check() {
        if (!broken.isEmpty()) {
            throw new Broken(broken.getFirst());
        }
    }

    @Override
    void documentChanged(String collection, @Nullable StoredDocument before, @Nullable StoredDocument after,
            @Nullable String outboxKey) {
        groups.forEach(group -> group.documentChanged(collection, before, after, outboxKey));
    }

    @Override
    public void appended(WireRecord record) {
        groups.forEach(group -> group.appended(record));
    }

    @Override
    public void committed(String group, WireRecord record) {
        groups.forEach(one -> one.committed(group, record));
    }

    @Override
    void applied(String group, WireRecord record) {
        groups.forEach(one -> one.applied(group, record));
    }

    @Override
    void objectChanged(String key, boolean came) {
        groups.forEach(group -> group.objectChanged(key, came));
    }

    @Override
    void uploadAborted(String key) {
        groups.forEach(group -> group.uploadAborted(key));
    }

    @Override
    void cloudChanged() {
        groups.forEach(Observer::cloudChanged);
    }
}
