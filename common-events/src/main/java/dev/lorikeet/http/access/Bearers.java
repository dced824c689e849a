package dev.lorikeet.http.access;

import java.time.InstantSource;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import reactor.core.publisher.Mono;

/** Whoever bears something: a token of a person, or the key of a machine, which is told by how it begins. */
final class Bearers implements ReactiveAuthenticationManager {
    private final ReactiveAuthenticationManager people;
    private final Keyring machines;
    private final Api api;
    private final InstantSource clock;

    Bearers(ReactiveAuthenticationManager people, Keyring machines, Api api, InstantSource clock) {
        this.people = people;
        this.machines = machines;
        this.api = api;
        this.clock = clock;
    }

    @Override
    public Mono<Authentication> authenticate(Authentication shown) {
        return shown instanceof BearerTokenAuthenticationToken bearer
                && bearer.getToken().startsWith(MachineKey.PREFIX)
                        ? Mono.fromCallable(() -> enter(bearer.getToken()))
                        : people.authenticate(shown);
    }

    private Authentication enter(String shown) {
        var now = clock.instant();
        var key = machines.find(shown, now)
                .orElseThrow(() -> new InvalidBearerTokenException("no such key counts"));
        if (!key.scopes().contains(api)) {
            throw Refused.because(CommonProblem.FORBIDDEN,
                    "The key " + key.id() + " is not for this service; its scopes lack " + api + ".");
        }
        return new Authenticated(key.caller(now, machines.longestStay()), false);
    }
}
