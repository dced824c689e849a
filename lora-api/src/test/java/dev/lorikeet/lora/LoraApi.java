package dev.lorikeet.lora;

import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.Contract;

/** What tests of this service ask and what they hold it to. */
public final class LoraApi {
    public static final Contract CONTRACT = Contract.of("lora-api");

    private LoraApi() {}

    /** Nobody yet, at the service on this port. */
    static ApiClient on(int port) {
        return ApiClient.on(port, CONTRACT);
    }
}
