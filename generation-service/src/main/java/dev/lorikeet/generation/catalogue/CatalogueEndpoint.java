package dev.lorikeet.generation.catalogue;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * {@code POST /actuator/catalogue} builds the copy of the library anew from the beginning of the topic, and
 * {@code GET /actuator/catalogue} shows how far that is, and how it went.
 */
@Component
@Endpoint(id = "catalogue")
final class CatalogueEndpoint {
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;

    private final Upkeep upkeep;

    CatalogueEndpoint(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    @ReadOperation
    Mono<CatalogueStanding> standing() {
        return upkeep.standing().map(CatalogueStanding::of);
    }

    @WriteOperation
    Mono<WebEndpointResponse<CatalogueStanding>> rebuild() {
        return upkeep.rebuild("somebody asked for it")
                .flatMap(begun -> standing().map(standing -> begun
                        ? new WebEndpointResponse<>(standing, ACCEPTED)
                        : new WebEndpointResponse<>(standing.refused(), CONFLICT)));
    }
}
