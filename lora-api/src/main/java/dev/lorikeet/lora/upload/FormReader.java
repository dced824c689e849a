package dev.lorikeet.lora.upload;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.upload.FormUploads.Sent;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One form while it comes in. The workspace may be named before the file or, if it is the only one, after it. */
final class FormReader {
    private static final int LONGEST_ID = 64;
    /** What ends a form reaches each of its parts, and one of them tells the client. */
    private static final String ERRORS_DROPPED = "reactor.onErrorDropped.local";

    private final FormUploads forms;
    private final TicketForm ticketForm;
    private final Caller caller;
    private final @Nullable WorkspaceId header;
    private final long atMost;
    private final AtomicReference<@Nullable WorkspaceId> named;
    private final AtomicReference<@Nullable Sent> sent = new AtomicReference<>();

    FormReader(FormUploads forms, TicketForm ticketForm, Caller caller, @Nullable WorkspaceId query,
            @Nullable WorkspaceId header, long atMost) {
        this.forms = forms;
        this.ticketForm = ticketForm;
        this.caller = caller;
        this.header = header;
        this.atMost = atMost;
        this.named = new AtomicReference<>(query);
    }

    Mono<Lora.Known> read(Flux<PartEvent> body) {
        return body.windowUntil(PartEvent::isLast)
                .concatMap(this::part, 1)
                .then(Mono.defer(this::end))
                .contextWrite(context -> context.put(ERRORS_DROPPED, (Consumer<Throwable>) _ -> {}));
    }

    private Mono<Void> part(Flux<PartEvent> part) {
        return part.switchOnFirst((first, events) -> switch (first.get()) {
            case FilePartEvent file when file.name().equals("file") -> file(file, events);
            case FormPartEvent field when field.name().equals("workspaceId") -> field(field, events);
            case PartEvent nameless when nameless.name().equals("file") ->
                events.then(Mono.error(() -> Refused.because(LoraProblem.NO_FILE)));
            case PartEvent other -> dropped(events, other.name());
            case null -> Mono.empty();
        }).then();
    }

    private Mono<Void> file(FilePartEvent file, Flux<PartEvent> events) {
        if (sent.get() != null) {
            return dropped(events, "second file");
        }
        return Mono.fromCallable(() -> ticketForm.streamed(file.filename(), Math.max(1, atMost),
                caller.choose(named.get(), header, Role.editor), caller.subject()))
                .flatMap(request -> forms.send(request, events.map(FormReader::bytes)))
                .doOnNext(sent::set)
                .then();
    }

    private Mono<Void> field(FormPartEvent field, Flux<PartEvent> events) {
        return events.then(Mono.fromRunnable(() -> {
            var value = field.value();
            if (value.length() > LONGEST_ID || !value.matches("[A-Za-z0-9_-]+")) {
                throw Refused.field("/workspaceId", "is not the id of a workspace");
            }
            var before = named.getAndSet(new WorkspaceId(value));
            if (before != null && !before.value().equals(value)) {
                throw Refused.because(CommonProblem.WORKSPACE_REQUIRED, "The request names two workspaces.");
            }
        }));
    }

    private Mono<Void> dropped(Flux<PartEvent> events, String name) {
        return events.then(Mono.error(() -> Refused.field("/" + name, "is not a field of this form")));
    }

    @Nullable
    String requestedName() {
        var file = sent.get();
        return file == null ? null : file.requestedName();
    }

    private Mono<Lora.Known> end() {
        var file = sent.get();
        if (file == null) {
            return Mono.error(Refused.because(LoraProblem.NO_FILE));
        }
        var workspace = named.get();
        return workspace != null && !workspace.equals(file.uploading().identity().workspace())
                ? Mono.error(Refused.because(CommonProblem.WORKSPACE_REQUIRED,
                        "Please send workspaceId before the file."))
                : forms.complete(file);
    }

    Mono<Void> givenUp() {
        var file = sent.get();
        return file == null ? Mono.empty() : forms.giveUp(file.uploading());
    }

    /** Of the heap ({@link FormsOnHeap}), so there is nothing to let go of. */
    private static ByteBuffer bytes(PartEvent event) {
        var bytes = ByteBuffer.allocate(event.content().readableByteCount());
        event.content().toByteBuffer(bytes);
        return bytes;
    }
}
