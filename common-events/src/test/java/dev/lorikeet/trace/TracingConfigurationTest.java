package dev.lorikeet.trace;

import java.util.Optional;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

final class TracingConfigurationTest {
    private static final Trace GIVEN = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    /** A port that nobody listens at. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    private final TracingConfiguration configuration = new TracingConfiguration();
    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("spring.application.name", "lora-api");

    @Test
    void startsNothingWithoutSomewhereToSendSpansTo() {
        environment.setProperty("otel.traces.sampler", "always_on");
        assertThat(configuration.openTelemetry(environment)).isSameAs(OpenTelemetry.noop());
        environment.setProperty("otel.exporter.otlp.endpoint", "");
        assertThat(configuration.openTelemetry(environment)).isSameAs(OpenTelemetry.noop());
    }

    @Test
    void namesTheServiceAfterTheApplicationAndNothingElse() {
        environment.setProperty("otel.exporter.otlp.endpoint", NOWHERE);
        environment.setProperty("otel.resource.attributes", "deployment.environment.name=studio");
        try (var sdk = (OpenTelemetrySdk) configuration.openTelemetry(environment)) {
            assertThat(sdk.getSdkTracerProvider().toString()).contains("service.name=\"lora-api\"",
                    "deployment.environment.name=\"studio\"", "TraceIdRatioBased{1.000000}", NOWHERE + "/v1/traces");
        }
    }

    @Test
    void sendsTheShareThatItIsToldWhateverTheCallerSays() {
        environment.setProperty("otel.exporter.otlp.traces.endpoint", NOWHERE + "/v1/traces");
        environment.setProperty("otel.traces.sampler.arg", "0");
        try (var sdk = (OpenTelemetrySdk) configuration.openTelemetry(environment)) {
            var step = configuration.spans(sdk).answering("GET", Optional.of(GIVEN), () -> GIVEN);
            assertThat(step.writtenAs()).isNull();
            assertThat(step.trace().id()).isEqualTo(GIVEN.id());
            assertThat(step.trace().parent()).endsWith("-00");
        }
    }
}
