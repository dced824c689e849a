package dev.lorikeet.simulation.saga;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.bucket.UploadStore.SignedPart;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.upload.FileName;
import dev.lorikeet.lora.upload.Forms;
import dev.lorikeet.lora.upload.Ticket;
import dev.lorikeet.lora.upload.TicketRequest;
import dev.lorikeet.simulation.saga.Instance.Library;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploads one file, as people do: some go away in the middle, some change their minds, some press twice. */
final class Uploader {
    private static final LoraDescription RAIN = new LoraDescription("Rain", null, List.of(), List.of(), 1.0, null);
    private static final int WHOLE = 8;

    private final Client client;
    private final World world;
    private final Promises promises;
    private final WorkspaceId workspace;
    private final boolean isWhole;
    private final byte[] bytes;

    Uploader(World world, Promises promises, Client client, WorkspaceId workspace) {
        this.world = world;
        this.promises = promises;
        this.client = client;
        this.workspace = workspace;
        this.isWhole = client.chance().nextInt(6) > 0;
        this.bytes = file(isWhole ? WHOLE : WHOLE - 1, client.chance().nextBoolean() ? 0 : 200);
        promises.uploader();
    }

    Mono<Void> life() {
        if (world.lot().streams(client.name())) {
            return client.pause(60).then(streamed());
        }
        return client.pause(60)
                .then(ticket())
                .flatMap(ticket -> {
                    promises.ticket(ticket.lora());
                    return withTicket(ticket);
                });
    }

    /** A form cannot be sent again by whoever sends it; so what nobody heard of may be there or not. */
    private Mono<Void> streamed() {
        world.decay().watch(Forms.loraOf(request()));
        return client.once(Library.class, "a form", library -> library.forms().upload(request(), bytes))
                .flatMap(lora -> {
                    promises.ticket(lora);
                    promises.completed(lora.identity().lora());
                    if (isWhole) {
                        promises.sentInOrder(lora.identity().lora());
                    }
                    return afterwards(lora);
                });
    }

    private Mono<Ticket> ticket() {
        return client.ask(Library.class, "a ticket", library -> library.uploads().start(request()));
    }

    private TicketRequest request() {
        return new TicketRequest(workspace, client.name(), new FileName("rain.safetensors"), bytes.length, null, RAIN,
                client.name());
    }

    private Mono<Void> withTicket(Ticket ticket) {
        var lora = ticket.lora();
        return switch (client.chance().nextInt(10)) {
            case 0 -> Mono.empty();
            case 1 -> send(ticket);
            case 2 -> send(ticket).then(abandon(lora));
            case 3 -> send(ticket).then(Mono.when(complete(lora), abandon(lora).onErrorComplete()));
            case 4 -> client.pause(90).then(send(ticket)).then(complete(lora));
            default -> send(ticket).then(client.pause(10)).then(complete(lora)).then(afterwards(lora));
        };
    }

    private Mono<Void> send(Ticket ticket) {
        return Flux.fromIterable(ticket.parts())
                .concatMap(part -> client.pause(5).then(Mono.fromRunnable(() -> put(ticket, part))))
                .then();
    }

    private void put(Ticket ticket, SignedPart part) {
        var sent = new byte[(int) part.size()];
        System.arraycopy(bytes, 0, sent, 0, sent.length);
        var answer = world.twins().bucket.uploads().send("PUT", part.url(), part.headers(), sent);
        if (answer.status() == 403 || answer.status() == 404) {
            world.sometimes().saw("a part came too late");
        } else if (isWhole && ticket.parts().size() == 1) {
            promises.sentInOrder(ticket.lora().identity().lora());
        }
    }

    private Mono<Void> complete(Lora.Known lora) {
        return client.ask(Library.class, "completion of " + idOf(lora), library -> library.loras()
                .find(lora.identity().lora())
                .flatMap(found -> library.uploads().complete((Lora.Known) found.state(), null)))
                .doOnNext(done -> promises.completed(done.identity().lora()))
                .then();
    }

    private Mono<Void> abandon(Lora.Known lora) {
        var id = lora.identity().lora();
        promises.wantsAnEndOf(id);
        return client.pause(3)
                .then(client.ask(Library.class, "the end of " + idOf(lora), library -> library.loras()
                        .find(lora.identity().lora())
                        .flatMap(found -> library.uploads().abandon((Lora.Known) found.state()))))
                .doOnSuccess(_ -> promises.abandoned(id));
    }

    private Mono<Void> afterwards(Lora.Known lora) {
        var id = lora.identity().lora();
        return switch (client.chance().nextInt(4)) {
            case 0 -> client.pause(120).then(delete(id)).then();
            case 1 -> client.pause(90).then(delete(id)).then(client.pause(16)).then(restore(id)).then();
            case 2 -> client.pause(90).then(Mono.when(delete(id).onErrorComplete(), restore(id).onErrorComplete()));
            default -> Mono.empty();
        };
    }

    private Mono<Lora.Known> delete(LoraId lora) {
        return client.ask(Library.class, "deletion of " + lora.value(), library -> library.deletions().delete(lora))
                .doOnNext(_ -> promises.deleted(lora));
    }

    private Mono<Lora.Known> restore(LoraId lora) {
        promises.wantsBack(lora);
        return client.ask(Library.class, "return of " + lora.value(), library -> library.deletions().restore(lora));
    }

    private static String idOf(Lora.Known lora) {
        return lora.identity().lora().value();
    }

    /** @param padding makes it so long that it goes up in parts */
    private static byte[] file(int dataBytes, int padding) {
        var header = ("""
                {"blocks.0.ffn.0.lora_down.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},
                "blocks.0.ffn.0.lora_up.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[4,8]}}"""
                + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
