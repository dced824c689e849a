package dev.lorikeet.event;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/** Any instance of any record in the contract, built from its components. */
final class RandomEvents {
    private static final Arbitrary<Instant> TIMES = Arbitraries
            .longs()
            .between(-62_135_596_800L, 253_402_300_799L)
            .flatMap(second -> Arbitraries.integers()
                    .between(0, 999_999_999)
                    .map(nano -> Instant.ofEpochSecond(second, nano)));
    private static final Arbitrary<String> TEXTS = Arbitraries.strings()
            .all()
            .ofMinLength(1)
            .ofMaxLength(60)
            .map(text -> text.replaceAll("[\\ud800-\\udfff[\\p{Cc}&&[^\\n\\r\\t]]]", "?"))
            .filter(text -> !text.isEmpty());
    private static final Arbitrary<String> IDS = text("abcXYZ019_-", 64);

    /** Components whose text has rules of its own, by name. */
    private static final Map<String, Arbitrary<String>> WORDS = Map.ofEntries(
            entry("code", text("AZaz09_.-", 64)),
            entry("model", text("az09_.-", 64)),
            entry("slot", text("az_", 64)),
            entry("dtype", text("AZ09_", 32)),
            entry("family", text("az09", 40)),
            entry("version", text("az09", 40)),
            entry("variant", text("az09", 40)));

    private static final Map<Class<?>, Arbitrary<?>> VALUES = Map.ofEntries(
            entry(Instant.class, TIMES),
            entry(LoraId.class, IDS.map(LoraId::new)),
            entry(WorkspaceId.class, IDS.map(WorkspaceId::new)),
            entry(GenerationId.class, IDS.map(GenerationId::new)),
            entry(VolumeId.class, IDS.map(VolumeId::new)),
            entry(Sha256.class, hex(64).map(Sha256::new)),
            entry(Fingerprint.class, hex(32).map(Fingerprint::new)),
            entry(ETag.class, text("!#azAZ09-~", 128).map(ETag::new)),
            entry(ObjectKey.class, TEXTS.map(text -> new ObjectKey("a/" + text.replaceAll("\\p{Cc}|\\.", "x")))),
            entry(Adapter.Ranks.class, ranks()));

    private RandomEvents() {}

    /** One event of every type per try, so that no type is left to luck. */
    static Arbitrary<List<EventEnvelope<DomainEvent>>> oneOfEach() {
        return Combinators.combine(eachType().map(RandomEvents::envelopeOf).toList()).as(List::copyOf);
    }

    static Arbitrary<EventEnvelope<DomainEvent>> any() {
        return envelopeOf(Arbitraries.oneOf(eachType().toList()));
    }

    private static Stream<Arbitrary<DomainEvent>> eachType() {
        return Contract.eventRecords().stream().map(type -> recordOf(type).map(DomainEvent.class::cast));
    }

    private static Arbitrary<EventEnvelope<DomainEvent>> envelopeOf(Arbitrary<DomainEvent> event) {
        var traces = hex(48).map(hex -> "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01").injectNull(0.3);
        return Combinators.combine(IDS, Arbitraries.of("/lora-api", "/storage-worker", "/generation-service"),
                Arbitraries.longs().between(1, Long.MAX_VALUE), TIMES, traces, event).as(EventEnvelope::new);
    }

    private static Arbitrary<?> recordOf(Class<?> type) {
        var components = Stream.of(type.getRecordComponents())
                .<Arbitrary<Object>>map(component -> of(component).asGeneric())
                .toList();
        return components.isEmpty() ? Arbitraries.create(() -> construct(type, List.of()))
                : Combinators.combine(components).as(values -> construct(type, values));
    }

    private static Arbitrary<?> of(RecordComponent component) {
        var values = of(component.getName(), component.getAnnotatedType());
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return optional ? values.injectNull(0.4) : values;
    }

    private static Arbitrary<?> of(String name, AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType list) {
            return of(name, list.getAnnotatedActualTypeArguments()[0]).list().ofMaxSize(3);
        }
        var type = (Class<?>) annotated.getType();
        if (VALUES.containsKey(type)) {
            return VALUES.get(type);
        }
        return type.isRecord() ? recordOf(type)
                : type.isEnum() ? Arbitraries.of(type.getEnumConstants()) : leaf(name, type);
    }

    private static Arbitrary<?> leaf(String name, Class<?> type) {
        if (type == String.class) {
            return WORDS.getOrDefault(name, TEXTS);
        }
        if (type == double.class || type == Double.class) {
            return Arbitraries.doubles().between(0, 2).ofScale(6);
        }
        if (name.equals("shards")) {
            return Arbitraries.integers().between(101, 4096);
        }
        return type == int.class ? Arbitraries.integers().between(1, 100)
                : Arbitraries.longs().between(1, Limits.EXACT_IN_JSON);
    }

    private static Arbitrary<?> ranks() {
        return Arbitraries.integers()
                .between(1, 1000)
                .list()
                .ofSize(3)
                .map(List::stream)
                .map(Stream::sorted)
                .map(Stream::toList)
                .map(ranks -> new Adapter.Ranks(ranks.get(0), ranks.get(1), ranks.get(2)));
    }

    private static Arbitrary<String> text(String characters, int most) {
        return Arbitraries.strings().withChars(characters.toCharArray()).ofMinLength(1).ofMaxLength(most);
    }

    private static Arbitrary<String> hex(int length) {
        return Arbitraries.strings().withChars("0123456789abcdef").ofLength(length);
    }

    private static Object construct(Class<?> type, List<Object> values) {
        try {
            var parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(parameters).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " " + values, e);
        }
    }
}
