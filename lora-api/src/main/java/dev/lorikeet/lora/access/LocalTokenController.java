package dev.lorikeet.lora.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives a token to whoever asks, for any workspaces: the sign-in of the one-process program. */
@RestController
@AnswersJson
@ConditionalOnProperty("lorikeet.local-issuer.private-key")
final class LocalTokenController {
    private static final String ISSUER = "lorikeet-local";

    private final LocalIssuer issuer;
    private final JwtEncoder encoder;
    private final InstantSource clock;

    LocalTokenController(LocalIssuer issuer, InstantSource clock) {
        this.issuer = issuer;
        this.encoder = encoder(issuer);
        this.clock = clock;
    }

    /** Both may be left out: then it is the user "demo", who owns the workspace "demo". */
    record TokenRequest(@Nullable String subject, @Nullable Map<WorkspaceId, Role> workspaces) {
        TokenRequest {
            if (subject != null && subject.isBlank()) {
                throw new IllegalArgumentException("subject may be left out, but not be blank");
            }
            if (workspaces != null && workspaces.containsValue(null)) {
                throw new IllegalArgumentException("every workspace needs a role: owner, editor or viewer");
            }
        }
    }

    record TokenResponse(String token, Instant expiresAt) {}

    @PostMapping("/dev/token")
    TokenResponse issue(@RequestBody(required = false) @Nullable TokenRequest request, ServerHttpRequest exchange) {
        demandOurHost(exchange);
        var asked = request == null ? new TokenRequest(null, null) : request;
        var expiresAt = clock.instant().plus(issuer.validity());
        var claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .audience(List.of(issuer.audience()))
                .subject(asked.subject() == null ? "demo" : asked.subject())
                .claim("workspaces", asked.workspaces() == null ? Map.of("demo", "owner") : names(asked.workspaces()))
                // Whoever sits at the laptop looks after it.
                .claim(Caller.OPERATOR, true)
                .issuedAt(clock.instant())
                .expiresAt(expiresAt)
                .build();
        var header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return new TokenResponse(encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue(), expiresAt);
    }

    /** A page from elsewhere can give its own name to this machine's address, and would then be asking as ours. */
    private void demandOurHost(ServerHttpRequest request) {
        var host = request.getURI().getHost();
        if (!issuer.hosts().contains(host)) {
            throw Refused.because(CommonProblem.FORBIDDEN, "Tokens are given at " + String.join(", ", issuer.hosts())
                    + " only; lorikeet.local-issuer.hosts can name another host.");
        }
    }

    private static Map<String, String> names(Map<WorkspaceId, Role> roles) {
        var names = new TreeMap<String, String>();
        roles.forEach((workspace, role) -> names.put(workspace.value(), role.name()));
        return names;
    }

    private static JwtEncoder encoder(LocalIssuer issuer) {
        try (var pem = Files.newInputStream(Objects.requireNonNull(issuer.privateKey()))) {
            var key = (RSAPrivateCrtKey) RsaKeyConverters.pkcs8().convert(pem);
            var rsa = new RSAKey.Builder(publicKey(key)).privateKey(key).build();
            return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(rsa)));
        } catch (IOException failure) {
            throw new UncheckedIOException("lorikeet.local-issuer.private-key cannot be read", failure);
        }
    }

    private static RSAPublicKey publicKey(RSAPrivateCrtKey key) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has RSA", impossible);
        }
    }
}
