package dev.lorikeet.lora.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The issuer of a laptop. Never configure it where others can reach the port.
 *
 * @param privateKey a PKCS#8 file in PEM, the counterpart of the service's public-key-location; without it there is no
 *            local issuer
 * @param hosts that the page is called by here; another one is a page of somebody else that has found this machine
 * @param validity how long a token lasts
 */
@ConfigurationProperties("lorikeet.local-issuer")
record LocalIssuer(@Nullable Path privateKey, @DefaultValue("lorikeet") String audience,
        @DefaultValue({"localhost", "127.0.0.1", "[::1]"}) List<String> hosts,
        @DefaultValue("12h") Duration validity) {}
