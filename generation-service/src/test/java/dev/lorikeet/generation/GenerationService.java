package dev.lorikeet.generation;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.Contract;

/** What tests of this service ask and what they hold it to. */
public final class GenerationService {
    public static final Contract CONTRACT = Contract.of("generation-service");

    private GenerationService() {}

    /** Nobody yet, at the service on this port. */
    static ApiClient on(int port) {
        return ApiClient.on(port, CONTRACT);
    }
}
