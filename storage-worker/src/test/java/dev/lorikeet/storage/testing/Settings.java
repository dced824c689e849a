package dev.lorikeet.storage.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Limits as an operator would set them. */
public final class Settings {
    /** They are values, and binding them takes longer than a simulated life. */
    private static final Map<Asked, Object> BOUND = new ConcurrentHashMap<>();

    private Settings() {}

    private record Asked(String prefix, Class<?> type, Map<String, String> settings) {
        Asked {
            settings = Map.copyOf(settings);
        }
    }

    /** What was not set has its default. */
    public static <T> T of(String prefix, Class<T> type, Map<String, String> settings) {
        return type.cast(BOUND.computeIfAbsent(new Asked(prefix, type, settings), Settings::bind));
    }

    private static Object bind(Asked asked) {
        return new Binder(new MapConfigurationPropertySource(asked.settings())).bindOrCreate(asked.prefix(),
                asked.type());
    }
}
