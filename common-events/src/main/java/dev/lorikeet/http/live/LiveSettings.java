package dev.lorikeet.http.live;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of live streams.
 *
 * @param replay how far back an instance reads when it starts, so that clients of other instances can go on there
 * @param remember changes that an instance keeps for clients that come back; about half a kilobyte each
 * @param buffer changes that may wait for a slow client before its stream is ended; one that missed more starts afresh
 * @param mostSubscribers open streams per instance
 * @param mostPerPerson open streams of one person on an instance
 * @param heartbeat how often a quiet stream shows that it is alive
 * @param catchUp how long a client waits for an instance that has not read as far as the one it comes from
 */
@ConfigurationProperties("lorikeet.live")
record LiveSettings(@DefaultValue("10m") Duration replay, @DefaultValue("10000") int remember,
        @DefaultValue("256") int buffer, @DefaultValue("10000") int mostSubscribers,
        @DefaultValue("50") int mostPerPerson, @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("5s") Duration catchUp) {

    LiveSettings {
        require(!replay.isNegative(), "replay must not be negative");
        require(remember >= 1, "remember must be at least 1");
        require(buffer >= 1, "buffer must be at least 1");
        require(mostSubscribers >= 1, "most-subscribers must be at least 1");
        require(mostPerPerson >= 1, "most-per-person must be at least 1");
        require(heartbeat.isPositive(), "heartbeat must be longer than zero");
        require(!catchUp.isNegative(), "catch-up must not be negative");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.live." + message);
        }
    }
}
