package dev.lorikeet.lora.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.access.Caller;
import dev.lorikeet.lora.access.Role;
import dev.lorikeet.lora.library.LoraView;
import dev.lorikeet.lora.library.LoraViews;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.web.ProblemType;
import dev.lorikeet.lora.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
final class LiveController {
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Longer than any connection, and as much as a timer takes of what an issuer may write. */
    private static final Duration AGES = Duration.ofDays(365);

    private final LiveChanges changes;
    private final Loras loras;
    private final LoraViews views;
    private final InstantSource clock;
    private final int mostPerPerson;
    private final Map<String, Integer> streams = new ConcurrentHashMap<>();

    LiveController(LiveChanges changes, LiveSettings settings, Loras loras, LoraViews views, InstantSource clock) {
        this.mostPerPerson = settings.mostPerPerson();
        this.clock = clock;
        this.changes = changes;
        this.loras = loras;
        this.views = views;
    }

    /** Says nothing of its type here: who does not take events would otherwise be sent to the LoRA of that name. */
    @GetMapping("/api/lora/events")
    Flux<ServerSentEvent<Object>> follow(@AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable WorkspaceId workspaceId,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        var workspace = caller.choose(workspaceId, header, Role.viewer);
        var events = LiveEvents.of(changes.since(workspace, last == null ? null : new LastEventId(last)), this::view);
        return Flux.using(() -> enter(caller.subject()), _ -> events, this::leave)
                .takeUntilOther(endOf(caller));
    }

    /** Nobody watches longer than their token lasts; the client comes back with a new one. */
    private Mono<Long> endOf(Caller caller) {
        var now = clock.instant();
        return caller.until().isAfter(now.plus(AGES))
                ? Mono.never()
                : Mono.delay(Duration.between(now, caller.until()));
    }

    private String enter(String person) {
        if (streams.merge(person, 1, Integer::sum) > mostPerPerson) {
            leave(person);
            throw Refused.later(ProblemType.TOO_MANY_REQUESTS, SOON, null);
        }
        return person;
    }

    private void leave(String person) {
        streams.computeIfPresent(person, (_, open) -> open > 1 ? open - 1 : null);
    }

    /** Empty for what no list shows any more. */
    private Mono<LoraView> view(LoraId lora) {
        return loras.find(lora).mapNotNull(found -> switch (found.state()) {
            case Lora.Uploading uploading -> views.of(uploading);
            case Lora.Verifying verifying -> views.of(verifying);
            case Lora.Kept kept -> views.of(kept);
            case Lora.None _,Lora.Abandoned _,Lora.Deleting _,Lora.Discarded _,Lora.Deleted _ -> null;
        });
    }
}
