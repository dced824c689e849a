package dev.lorikeet.http.access;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/** How much each person has left, for as many people as there is room for; who is forgotten begins anew. */
final class PersonalRate {
    private final LoadingCache<String, RateLimiter> people;

    PersonalRate(RateLimits limits) {
        var config = RateLimiterConfig.custom()
                .limitForPeriod(limits.requests())
                .limitRefreshPeriod(limits.period())
                .timeoutDuration(Duration.ZERO)
                .build();
        this.people = Caffeine.newBuilder()
                .maximumSize(limits.people())
                .build(subject -> RateLimiter.of("person", config));
    }

    boolean admits(String subject) {
        return people.get(subject).acquirePermission();
    }

    /** How many people are remembered. */
    long remembered() {
        people.cleanUp();
        return people.estimatedSize();
    }
}
