package dev.lorikeet.storage.sweep;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * {@code GET /actuator/sweep} shows how the last sweep went, {@code POST /actuator/sweep} sweeps the whole bucket now;
 * with {@code {"dryRun": true}} it only says what it would do, and with {@code {"force": true}} it does what it would not
 * believe otherwise.
 */
@Component
@Endpoint(id = "sweep")
final class SweepEndpoint {
    private final Sweeps sweeps;
    private final SweepLimits limits;

    SweepEndpoint(Sweeps sweeps, SweepLimits limits) {
        this.sweeps = sweeps;
        this.limits = limits;
    }

    @ReadOperation
    Mono<SweepReport> last() {
        return sweeps.last();
    }

    @WriteOperation
    Mono<SweepReport> sweep(@Nullable Boolean dryRun, @Nullable Boolean force) {
        boolean forced = Boolean.TRUE.equals(force);
        return sweeps.sweep(dryRun == null ? limits.dryRun() && !forced : dryRun, true, forced);
    }
}
