package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An OpenID provider, as far as a service looks at one: its configuration and its keys, behind a door. */
public final class PlayedIssuer implements AutoCloseable {
    private final HttpServer server;
    private final Door door;
    private volatile RSAKey key = drawn("first");

    private PlayedIssuer(HttpServer server) {
        this.server = server;
        this.door = Door.to(server.getAddress().getPort());
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key).toString()));
        server.start();
    }

    public static PlayedIssuer open() {
        try {
            return new PlayedIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return "http://127.0.0.1:" + door.port();
    }

    public String keys() {
        return uri() + "/keys";
    }

    public Door door() {
        return door;
    }

    public void takeAnotherKey() {
        key = drawn("second");
    }

    /** For kim, who owns the workspace {@code film}. */
    public String token() {
        return signedWith(key);
    }

    /** Says that it is of the key that the issuer has, and is not. */
    public String forged() {
        return signedWith(drawn(key.getKeyID()));
    }

    private String signedWith(RSAKey signing) {
        var claims = new JWTClaimsSet.Builder().issuer(uri())
                .subject("kim")
                .audience("lorikeet")
                .claim("workspaces", Map.of("film", "owner"))
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
                .build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signing.getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(signing));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey drawn(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String configuration() {
        return "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + keys() + "\"}";
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            var body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        door.close();
        server.stop(0);
    }
}
