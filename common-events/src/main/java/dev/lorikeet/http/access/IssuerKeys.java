package dev.lorikeet.http.access;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Tells a token that is wrong from an issuer whose keys cannot be had; Spring takes the latter for a fault of ours. */
final class IssuerKeys implements ReactiveJwtDecoder {
    private final ReactiveJwtDecoder decoder;

    IssuerKeys(ReactiveJwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return decoder.decode(token)
                .onErrorMap(IllegalStateException.class,
                        failure -> new AuthenticationServiceException("the keys of the issuer cannot be had", failure));
    }
}
