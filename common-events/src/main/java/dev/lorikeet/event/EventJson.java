package dev.lorikeet.event;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/** The JSON dialect of the event bodies: one spelling per value, new fields and new words tolerated, nothing else. */
final class EventJson {
    private static final int MOST_CHARACTERS = 512 * 1024;
    private static final int DEEPEST = 32;
    private static final int LONGEST_REASON = 500;

    /** One for all: what it learns about a type it learns once. */
    private static final JsonMapper MAPPER = mapper();

    String write(DomainEvent event) {
        String body = MAPPER.writeValueAsString(event);
        demandSize(body);
        return body;
    }

    <E extends DomainEvent> E read(String body, Class<E> type) {
        demandSize(body);
        E event = MAPPER.readValue(body, type);
        Limits.demand(event != null, "the body", "is null");
        return Objects.requireNonNull(event);
    }

    /** In words for whoever finds the record in the dead-letter topic. */
    static String explain(RuntimeException e) {
        String reason = Objects.requireNonNullElse(e.getMessage(), "unreadable");
        if (e instanceof JacksonException broken) {
            String path = broken instanceof DatabindException bound ? bound.getPathReference() : "";
            String cause = broken.getCause() instanceof IllegalArgumentException rule
                    ? Objects.requireNonNullElse(rule.getMessage(), "unreadable")
                    : broken.getOriginalMessage();
            reason = "the body cannot be read: " + cause + (path.isEmpty() ? "" : " (at " + path + ")");
        }
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    private static void demandSize(String body) {
        Limits.demand(body.length() <= MOST_CHARACTERS, "the body",
                "is longer than " + MOST_CHARACTERS + " characters");
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder(factory())
                .annotationIntrospector(new NullnessIntrospector())
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(LogicalType.Textual, config -> {
                    config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                    config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                })
                .addModule(times())
                .build();
    }

    private static JsonFactory factory() {
        var limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxDocumentLength(MOST_CHARACTERS)
                .maxNumberLength(40)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    private static SimpleModule times() {
        return new SimpleModule().addSerializer(new TimeWriter()).addDeserializer(Instant.class, new TimeReader());
    }

    private static final class TimeWriter extends StdSerializer<Instant> {
        TimeWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(WireTime.check(time).toString());
        }
    }

    /** Jackson's own would take numbers as well, and nobody would know whether they count seconds or milliseconds. */
    private static final class TimeReader extends StdDeserializer<Instant> {
        TimeReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            String text = context.readValue(json, String.class);
            try {
                return WireTime.parse(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, Instant.class, Objects.requireNonNull(e.getMessage()));
            }
        }
    }
}
