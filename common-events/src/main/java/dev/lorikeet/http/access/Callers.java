package dev.lorikeet.http.access;

import java.util.Map;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.core.publisher.Mono;

/** Reads the caller out of a token whose signature, issuer, audience and time were checked before. */
final class Callers implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        var claim = token.getClaims().get("workspaces");
        var subject = token.getSubject();
        if (subject == null || subject.isBlank() || subject.startsWith(Caller.MACHINE)
                || !(claim instanceof Map<?, ?> workspaces)) {
            return Mono.error(new InvalidBearerTokenException(
                    "the token needs a subject and a map of workspaces to roles"));
        }
        return Mono.fromCallable(() -> Caller.of(subject, workspaces, token.getExpiresAt()))
                .<AbstractAuthenticationToken>map(caller -> new Authenticated(caller,
                        Boolean.TRUE.equals(token.getClaims().get(Caller.OPERATOR))))
                .onErrorMap(IllegalArgumentException.class,
                        failure -> new InvalidBearerTokenException("the token names no such workspace or role",
                                failure));
    }
}
