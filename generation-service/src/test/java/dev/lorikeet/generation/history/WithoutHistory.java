package dev.lorikeet.generation.history;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;

import dev.lorikeet.delivery.Unavailable;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import reactor.core.publisher.Mono;

/** Expectations where nobody can look back: there are none, as while MongoDB is away. */
public final class WithoutHistory {
    private WithoutHistory() {}

    public static Expectations expectations(InstantSource clock) {
        return new Expectations(new History(away()), clock);
    }

    private static ReactiveMongoDatabaseFactory away() {
        var type = ReactiveMongoDatabaseFactory.class;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, _, _) -> Mono.error(new Unavailable("there is no MongoDB here", Duration.ofSeconds(1)))));
    }
}
