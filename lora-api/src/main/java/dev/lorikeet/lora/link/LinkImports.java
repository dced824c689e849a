package dev.lorikeet.lora.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Lora.Uploading;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.link.Import.Fetching;
import dev.lorikeet.lora.link.Import.None;
import dev.lorikeet.lora.link.ImportLifeCycle.Command;
import dev.lorikeet.lora.link.ImportLifeCycle.Refusal;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.lora.upload.TicketForm;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The story of a link: its server is asked what file that is, and an ordinary upload of that size and name is begun; one
 * instance fetches what the bucket lacks of it, part by part, and completes it as any client would. Whoever dies in the
 * middle leaves the rest to another. What cannot be had makes the LoRA a refused one, which says why.
 */
public final class LinkImports {
    private static final String WORKSPACE = "workspace";
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final AggregateType<Import> TYPE = AggregateType.of("imports", Import.class, (Import) new None())
            .listedBy(LinkImports::listed)
            .indexedBy(WORKSPACE)
            .dueAt(LinkImports::dueAt);

    private final AggregateStore<Import, Refusal> imports;
    private final Loras loras;
    private final LoraUploads uploads;
    private final TicketForm form;
    private final LinkSource source;
    private final Fetch fetch;
    private final ImportLimits limits;
    private final InstantSource clock;

    LinkImports(Delivery delivery, Loras loras, LoraUploads uploads, TicketForm form, LinkSource source, Fetch fetch,
            ImportLimits limits, InstantSource clock) {
        this.imports = delivery.aggregate(TYPE);
        this.loras = loras;
        this.uploads = uploads;
        this.form = form;
        this.source = source;
        this.fetch = fetch;
        this.limits = limits;
        this.clock = clock;
        delivery.work(TYPE, limits.atOnce(), this::work);
    }

    private static Map<String, Object> listed(Import state) {
        return switch (state) {
            case Fetching fetching -> Map.of(WORKSPACE, fetching.workspace().value());
            case None _ -> Map.of();
        };
    }

    private static Optional<Instant> dueAt(Import state) {
        return switch (state) {
            case Fetching fetching -> Optional.of(fetching.due());
            case None _ -> Optional.empty();
        };
    }

    /**
     * What somebody asks for.
     *
     * @param name of the LoRA, where it shall not be that of the file
     */
    record Wish(String url, @Nullable String name, WorkspaceId workspace, String subject, @Nullable String key) {
        /** Its address may be as good as a password. */
        @Override
        public String toString() {
            return "a wish of " + subject + " for " + workspace.value();
        }
    }

    /** A LoRA whose file is on its way. */
    record Begun(Lora.Known lora, String requestedName) {}

    /** The record of the upload first, then that of the import: a repetition of the request makes what a crash left out. */
    Mono<Begun> begin(Wish wish) {
        return Mono.defer(() -> source.look(LinkAddress.parse(wish.url(), limits.trustedHosts())))
                .onErrorMap(LinkFailure.class, failure -> failure.fault().refused())
                .flatMap(found -> {
                    var request = form.imported(found.file().name(), found.file().size(), wish.name(),
                            wish.workspace(), wish.subject(), wish.key());
                    return demandRoom(wish.workspace())
                            .then(uploads.startImport(request))
                            .flatMap(lora -> lora instanceof Uploading uploading
                                    ? noted(uploading, wish, found.file()).thenReturn(lora)
                                    : Mono.just(lora))
                            .map(lora -> new Begun(lora, request.description().name()));
                });
    }

    /** Two who ask in one moment may both get in: this is about load, and the room they take is counted elsewhere. */
    private Mono<Void> demandRoom(WorkspaceId workspace) {
        return imports.listings(WORKSPACE, workspace.value(), "", limits.perWorkspace())
                .count()
                .flatMap(open -> open < limits.perWorkspace() ? Mono.empty()
                        : Mono.error(Refused.because(LoraProblem.TOO_MANY_UPLOADS, "A workspace may have "
                                + limits.perWorkspace() + " files fetched at the same time.")));
    }

    private Mono<?> noted(Uploading uploading, Wish wish, LinkedFile file) {
        var address = LinkAddress.parse(wish.url(), limits.trustedHosts()).uri();
        var lora = uploading.identity().lora();
        return send(lora, new Command.Begin(lora, wish.workspace(), address, file))
                .onErrorResume(Unavailable.class, failure -> uploads.abandon(uploading)
                        .onErrorComplete()
                        .then(Mono.error(Refused.later(LoraProblem.NOT_SAVED, SOON, failure))));
    }

    private Mono<?> work(WorkItem<Import> item) {
        return switch (item.state()) {
            case Fetching fetching -> loras.find(fetching.lora())
                    .map(Versioned::state)
                    .ofType(Uploading.class)
                    .flatMap(uploading -> tried(fetching, uploading))
                    .switchIfEmpty(Mono.just(true))
                    .filter(isOver -> isOver)
                    .flatMap(_ -> imports.forget(item.id(), _ -> true));
            case None _ -> Mono.empty();
        };
    }

    /** Whether there is nothing left to do, however it ended. */
    private Mono<Boolean> tried(Fetching fetching, Uploading uploading) {
        var left = Duration.between(clock.instant(),
                ImportLifeCycle.deadline(fetching, uploading.expiresAt(), limits));
        if (!left.isPositive()) {
            return failed(fetching, LinkFault.TOO_SLOW);
        }
        var progress = new Fetch.Progress();
        return fetch.fetch(fetching, uploading, progress)
                .timeout(left)
                .thenReturn(true)
                .onErrorResume(TimeoutException.class, _ -> failed(fetching, LinkFault.TOO_SLOW))
                .onErrorResume(LinkFailure.class, failure -> faltered(fetching, failure, progress.isMade()));
    }

    private Mono<Boolean> faltered(Fetching fetching, LinkFailure failure, boolean progressed) {
        return !failure.mayPass() || ImportLifeCycle.isHopeless(fetching, progressed, limits)
                ? failed(fetching, failure.fault())
                : send(fetching.lora(), new Command.Falter(progressed)).thenReturn(false);
    }

    private Mono<Boolean> failed(Fetching fetching, LinkFault fault) {
        return uploads.fail(fetching.lora(), fault.reason()).thenReturn(true);
    }

    private Mono<?> send(LoraId lora, Command command) {
        return imports.change(lora.value(),
                state -> ImportLifeCycle.decide(state, command, limits, clock.instant()));
    }
}
