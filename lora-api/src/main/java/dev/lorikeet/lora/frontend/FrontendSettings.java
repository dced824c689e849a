package dev.lorikeet.lora.frontend;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The addresses as a browser reaches them, and how people sign in.
 *
 * @param issuer of the OpenID provider, where {@code signIn} is {@code oidc}
 */
@ConfigurationProperties("lorikeet.frontend")
record FrontendSettings(@DefaultValue("http://localhost:8080") URI loraApi,
        @DefaultValue("http://localhost:8081") URI generation, @DefaultValue("oidc") SignIn signIn,
        @Nullable URI issuer, @Nullable String clientId) {

    FrontendSettings {
        if (signIn == SignIn.oidc && (issuer == null || clientId == null)) {
            throw new IllegalArgumentException("lorikeet.frontend.issuer and lorikeet.frontend.client-id are needed"
                    + " while lorikeet.frontend.sign-in is oidc");
        }
    }

    enum SignIn {
        local,
        oidc
    }
}
