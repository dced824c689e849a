package dev.lorikeet.trace;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Exports spans if there is somewhere to export them to, and has nothing of the SDK otherwise. It is told in the words of
 * OpenTelemetry itself, in the environment or as properties. Nothing is global: three services may share a process.
 */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {
    private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

    TracingConfiguration() {
        var _ = ContextRegistry.getInstance().registerThreadLocalAccessor(new TraceInLogs());
    }

    @Bean
    OpenTelemetry openTelemetry(Environment environment) {
        var told = new HashMap<String, String>();
        Binder.get(environment)
                .bind("otel", TEXTS)
                .ifBound(all -> all.forEach((key, value) -> told.put("otel." + key,
                        value)));
        told.values().removeIf(String::isBlank);
        if (!told.containsKey("otel.exporter.otlp.endpoint")
                && !told.containsKey("otel.exporter.otlp.traces.endpoint")) {
            return OpenTelemetry.noop();
        }
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> ours(environment.getRequiredProperty("spring.application.name")))
                .addPropertiesCustomizer(_ -> told)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    @Bean
    Spans spans(OpenTelemetry telemetry) {
        return new Spans(telemetry);
    }

    /**
     * What holds unless it is said otherwise. The sampler goes by the id alone: every service decides the same, and a
     * stranger whose request says that it is to be written down has to choose an id for that, too.
     */
    private static Map<String, String> ours(String service) {
        return Map.of("otel.service.name", service, "otel.metrics.exporter", "none", "otel.logs.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf", "otel.traces.sampler", "traceidratio",
                // A collector that is away must not hold up the end of a service.
                "otel.exporter.otlp.timeout", "2000", "otel.bsp.export.timeout", "3000");
    }
}
