package dev.lorikeet.delivery;

import java.util.concurrent.TimeUnit;

import com.mongodb.MongoClientSettings;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.core.Ordered;

/**
 * How long to wait for MongoDB. The driver's own answers are for ever, for a connection that has fallen silent, and half a
 * minute, for a server that cannot be reached; people and probes do not wait so long. It comes before what the address of
 * the database says, which so has the last word ({@code socketTimeoutMS}, {@code serverSelectionTimeoutMS}).
 */
final class MongoPatience implements MongoClientSettingsBuilderCustomizer, Ordered {
    /** Longer than any one command of ours takes, and shorter than a handler may. */
    private static final int ANSWER_SECONDS = 20;
    private static final int CONNECT_SECONDS = 5;
    /** Most elections of a new primary are over by then. */
    private static final int SERVER_SECONDS = 10;

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(MongoClientSettings.Builder client) {
        client.applyToSocketSettings(socket -> socket.readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(SERVER_SECONDS, TimeUnit.SECONDS));
    }
}
