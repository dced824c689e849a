package dev.lorikeet.http.access;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.core.publisher.Mono;

/** Reads the caller out of a token whose signature, issuer, audience and time were checked before. */
final class Callers implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        var claim = token.getClaims().get("workspaces");
        var subject = token.getSubject();
        if (subject == null || subject.isBlank() || !(claim instanceof Map<?, ?> workspaces)) {
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

    /** Holds no token: nobody behind this needs it. */
    private static final class Authenticated extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1L;

        private final transient Caller caller;

        Authenticated(Caller caller, boolean operator) {
            super(operator ? List.of(new SimpleGrantedAuthority(Caller.OPERATOR)) : List.of());
            this.caller = caller;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Caller getPrincipal() {
            return caller;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Authenticated that && caller.equals(that.caller);
        }

        @Override
        public int hashCode() {
            return caller.hashCode();
        }
    }
}
