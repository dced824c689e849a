package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.ForwardedEventLog;
import dev.lorikeet.delivery.Wire;
import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Somebody who writes to our topics what does not belong there, in some lives; drawn apart from everything else, as in
 * {@link Decay}. In these lives whatever is put aside goes through the bytes of Kafka's records.
 */
final class Stranger {
    /** Which of the stranger's records it is; we keep the headers of what we put aside. */
    private static final String MARK = "stranger";
    private static final byte[] NO_TEXT = {'{', '"', (byte) 0xC3, 0x28, (byte) 0xFF, 0, '}'};
    private static final int ONE_LIFE_IN = 6;
    private static final int MOST = 6;
    private static final int FROM_SECONDS = 10;
    private static final int SECONDS = 170;
    private static final Topic[] TOPICS = Topic.values();
    private static final Kind[] KINDS = Kind.values();

    /** What is wrong with it. */
    enum Kind {
        NO_TEXT,
        BROKEN_JSON,
        FOREIGN_HEADERS,
        HEADERS_OF_OURS,
        OF_ANOTHER_TOPIC,
        NOTHING_AT_ALL,
        /** Nothing: a newer version may have written it. */
        UNKNOWN_TYPE
    }

    /** One that was written. */
    record Written(Topic topic, Kind kind, WireRecord record) {}

    private final World world;
    private final long stream;
    private final boolean here;
    private final List<Written> written = new ArrayList<>();

    Stranger(World world, boolean possible) {
        this.world = world;
        this.stream = Chance.mix(world.seed(), "stranger".hashCode());
        this.here = possible && Chance.below(Chance.mix(stream, 1), ONE_LIFE_IN) == 0;
    }

    boolean isHere() {
        return here;
    }

    List<Written> written() {
        return written;
    }

    /** Its number, of one of the stranger's. */
    static Optional<String> mark(WireRecord record) {
        return Optional.ofNullable(record.headers().get(MARK));
    }

    void begin() {
        int many = here ? 1 + Chance.below(Chance.mix(stream, 2), MOST) : 0;
        for (int number = 1; number <= many; number++) {
            later(FROM_SECONDS + Chance.below(Chance.mix(stream, 10 + number), SECONDS), number);
        }
    }

    private void later(long seconds, int number) {
        world.agenda().afterMillis(1000 * seconds, world.agenda().outside(), () -> write(number));
    }

    /** Most of it is one of ours, spoilt: so it waits until there is one. */
    private void write(int number) {
        var drawn = Chance.mix(stream, 100 + number);
        int place = Chance.below(drawn, TOPICS.length);
        var topic = TOPICS[place];
        var kind = KINDS[Chance.below(Chance.mix(drawn, 1), KINDS.length)];
        var from = kind == Kind.OF_ANOTHER_TOPIC ? TOPICS[(place + 1) % TOPICS.length] : topic;
        var ours = world.records(from.topicName()).filter(record -> mark(record).isEmpty()).toList();
        if (!world.isMoody()) {
            return;
        }
        if (ours.isEmpty()) {
            later(FROM_SECONDS, number);
            return;
        }
        var record = spoilt(topic, kind, number, ours.get(Chance.below(Chance.mix(drawn, 2), ours.size())));
        written.add(new Written(topic, kind, record));
        world.trace().say(world.agenda(), world.agenda().outside(), "writes " + kind + " to " + topic);
        world.sometimes().saw(kind == Kind.UNKNOWN_TYPE ? "a record was of an unknown type" : "a record was malformed");
        world.twins().log.append(record).subscribe();
    }

    private static WireRecord spoilt(Topic topic, Kind kind, int number, WireRecord ours) {
        var mark = Map.of(MARK, String.valueOf(number));
        var headers = new TreeMap<>(ours.headers());
        headers.putAll(mark);
        headers.put(CloudEventHeaders.ID, "of-a-stranger-" + number);
        var name = topic.topicName();
        var key = ours.key().getBytes(UTF_8);
        var body = bytes(ours.body());
        return switch (kind) {
            case NO_TEXT -> Wire.read(name, key, headers, NO_TEXT);
            case BROKEN_JSON -> Wire.read(name, key, headers, bytes("{\"lora\":\"" + number));
            case OF_ANOTHER_TOPIC -> Wire.read(name, key, headers, body);
            case NOTHING_AT_ALL -> Wire.read(name, null, mark, null);
            case FOREIGN_HEADERS -> Wire.read(name, key, Map.of(MARK, String.valueOf(number), "__TypeId__",
                    "com.example.Order", CloudEventHeaders.SEQUENCE, "-1"), body);
            case HEADERS_OF_OURS -> Wire.read(name, key, Map.of(MARK, String.valueOf(number),
                    "lorikeet-body-encoding", "base64", "lorikeet-dead-reason", ""), bytes("*** no base64 ***"));
            case UNKNOWN_TYPE -> {
                headers.put(CloudEventHeaders.TYPE, "dev.lorikeet.lora.sung.v1");
                yield Wire.read(name, key, headers, body);
            }
        };
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    /** The engine, but that what is put aside really becomes bytes. */
    EventLog engine(EventLog engine) {
        return here ? new ForwardedEventLog(engine) {
            @Override
            public Mono<Void> append(WireRecord record) {
                return Mono.defer(() -> log.append(Wire.passed(record)));
            }
        } : engine;
    }
}
