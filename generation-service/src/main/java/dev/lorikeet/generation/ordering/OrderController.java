package dev.lorikeet.generation.ordering;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.history.Expectation;
import dev.lorikeet.generation.history.JobAccess;
import dev.lorikeet.generation.history.JobView;
import dev.lorikeet.generation.history.JobViews;
import dev.lorikeet.generation.ordering.Ordering.Customer;
import dev.lorikeet.generation.ordering.Ordering.Placed;
import dev.lorikeet.generation.selection.Checked;
import dev.lorikeet.generation.selection.SelectionRequest;
import dev.lorikeet.generation.selection.Summary;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Questions about orders, and orders. */
@RestController
@AnswersJson
final class OrderController {
    private final Ordering ordering;
    private final JobAccess access;
    private final JobViews views;
    private final JsonMapper json;

    OrderController(Ordering ordering, JobAccess access, JobViews views, JsonMapper json) {
        this.ordering = ordering;
        this.access = access;
        this.views = views;
        this.json = json;
    }

    /**
     * What would come of an order.
     *
     * @param expected absent where it cannot be made, and where nothing like it was made before
     * @param errors what keeps the request from being taken, where it is not
     */
    record CheckAnswer(boolean success, boolean ok, Summary.MemoryImpact totalMemoryImpact, long estimatedLoadTime,
            @Nullable Expectation expected, List<String> compatibilityWarnings, List<Summary.LoraVerdict> loras,
            List<FieldError> errors) {
        static CheckAnswer of(Checked checked, Optional<Expectation> expected) {
            var summary = checked.summary();
            var errors = switch (checked) {
                case Checked.Accepted _ -> List.<FieldError>of();
                case Checked.Refused(var faults, var _) ->
                    faults.stream().map(fault -> new FieldError(fault.pointer(), fault.message())).toList();
            };
            return new CheckAnswer(true, errors.isEmpty(), summary.totalMemoryImpact(), summary.estimatedLoadTime(),
                    expected.orElse(null), summary.compatibilityWarnings(), summary.loras(), errors);
        }
    }

    @PostMapping("/api/generate/check")
    Mono<CheckAnswer> check(@AuthenticationPrincipal Caller caller, @RequestBody SelectionRequest request,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header) {
        var workspace = caller.choose(request.workspaceId(), header, Role.viewer);
        return ordering.check(request, workspace)
                .flatMap(checked -> ordering.expected(checked, workspace)
                        .singleOptional()
                        .map(expected -> CheckAnswer.of(checked, expected)));
    }

    record OrderAnswer(boolean success, JobView job, Summary.@Nullable MemoryImpact totalMemoryImpact,
            @Nullable Long estimatedLoadTime, @Nullable List<String> compatibilityWarnings) {}

    @PostMapping("/api/generate")
    Mono<ResponseEntity<OrderAnswer>> order(@AuthenticationPrincipal Caller caller,
            @RequestBody SelectionRequest request,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var customer = new Customer(caller.choose(request.workspaceId(), header, Role.editor), caller.subject());
        return ordering.order(request, customer, idempotency(customer, key, () -> json.writeValueAsString(request)))
                .flatMap(this::answer);
    }

    @PostMapping("/api/generate/{id}/retry")
    Mono<ResponseEntity<OrderAnswer>> again(@AuthenticationPrincipal Caller caller,
            @PathVariable("id") GenerationId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return access.open(caller, id, Role.editor).flatMap(before -> {
            var customer = new Customer(before.job().workspace(), caller.subject());
            return ordering.again(before, customer, idempotency(customer, key, () -> "again " + id.value()));
        }).flatMap(this::answer);
    }

    private static Optional<Idempotency> idempotency(Customer customer, @Nullable String key,
            Supplier<String> content) {
        return Optional.ofNullable(key)
                .map(given -> Idempotency.of(customer.workspace(), customer.subject(), given, content.get()));
    }

    private Mono<ResponseEntity<OrderAnswer>> answer(Placed placed) {
        var summary = placed.summary();
        return views.of(placed.job())
                .map(job -> ResponseEntity.accepted()
                        .location(URI.create("/api/generate/" + job.id().value()))
                        .body(summary == null
                                ? new OrderAnswer(true, job, null, null, null)
                                : new OrderAnswer(true, job, summary.totalMemoryImpact(),
                                        summary.estimatedLoadTime(), summary.compatibilityWarnings())));
    }
}
