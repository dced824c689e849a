package dev.lorikeet.simulation.saga;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.lifecycle.Lora;

/** What clients were told, and so may rely on. */
final class Promises {
    private final World world;
    private final Set<LoraId> tickets = new TreeSet<>((one, other) -> one.value().compareTo(other.value()));
    private final Set<String> completed = new TreeSet<>();
    private final Set<String> orders = new TreeSet<>();
    private final Set<String> inOrder = new TreeSet<>();
    private final Set<String> deleted = new TreeSet<>();
    private final Set<String> wantedBack = new TreeSet<>();
    private final Set<String> abandoned = new TreeSet<>();
    private final Set<String> unwanted = new TreeSet<>();
    private int uploaders;
    private final TreeMap<String, WorkspaceId> owners = new TreeMap<>();

    Promises(World world) {
        this.world = world;
    }

    void ticket(Lora.Known lora) {
        var identity = lora.identity();
        tickets.add(identity.lora());
        owners.put(identity.lora().value(), identity.workspace());
        world.decay().watch(identity.lora());
        stored("lora-api", "loras", identity.lora().value());
    }

    void completed(LoraId lora) {
        completed.add(lora.value());
        stored("lora-api", "loras", lora.value());
    }

    void ordered(GenerationId order) {
        orders.add(order.value());
        stored("generation-service", "generations", order.value());
    }

    /** Somebody who will ask for one ticket, however often. */
    void uploader() {
        uploaders++;
    }

    /** The bucket took all of a file in which nothing is wrong. */
    void sentInOrder(LoraId lora) {
        inOrder.add(lora.value());
    }

    void wantsAnEndOf(LoraId lora) {
        unwanted.add(lora.value());
    }

    void abandoned(LoraId lora) {
        abandoned.add(lora.value());
    }

    void deleted(LoraId lora) {
        deleted.add(lora.value());
    }

    void wantsBack(LoraId lora) {
        wantedBack.add(lora.value());
    }

    /** Whether that is how it may end, after all that its owner did and was told. */
    boolean mayBe(String lora, String status) {
        return switch (status) {
            case "ready" -> inOrder.contains(lora) && !abandoned.contains(lora)
                    && (!deleted.contains(lora) || wantedBack.contains(lora));
            case "rejected" -> !inOrder.contains(lora) && !abandoned.contains(lora)
                    && (!deleted.contains(lora) || wantedBack.contains(lora));
            case "abandoned" -> !completed.contains(lora) || unwanted.contains(lora);
            case "deleted" -> !abandoned.contains(lora);
            default -> false;
        };
    }

    int uploaders() {
        return uploaders;
    }

    private void stored(String service, String collection, String id) {
        world.collection(service, collection)
                .find(id)
                .hasElement()
                .subscribe(there -> world.truths().demand(there, 3, "what was acknowledged is stored", id));
    }

    Set<LoraId> tickets() {
        return tickets;
    }

    Set<String> completed() {
        return completed;
    }

    Set<String> orders() {
        return orders;
    }

    WorkspaceId owner(LoraId lora) {
        return owners.getOrDefault(lora.value(), new WorkspaceId("nobody"));
    }
}
