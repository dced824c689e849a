package dev.lorikeet.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.Step;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import reactor.core.publisher.Mono;

/** How an event goes through Kafka, told as the conventions for messaging name it. One without a trace gets none. */
final class MessageSpans {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> EVENT = AttributeKey.stringKey("messaging.message.id");

    private final Spans spans;

    MessageSpans(Spans spans) {
        this.spans = spans;
    }

    /** Each is sent with its own step as what its consumers go on from. */
    Mono<Void> publishing(List<WireRecord> records, Function<List<WireRecord>, Mono<Void>> publish) {
        return Mono.defer(() -> {
            var steps = new ArrayList<Step>();
            var sent = records.stream()
                    .map(record -> step(record, "publish", "send", SpanKind.PRODUCER).map(step -> {
                        steps.add(step);
                        return caused(record, step.handOn());
                    }).orElse(record))
                    .toList();
            return publish.apply(sent)
                    .doOnError(failure -> steps.forEach(step -> step.fail(failure)))
                    .doOnTerminate(() -> steps.forEach(Step::end))
                    .doOnCancel(() -> steps.forEach(Step::end));
        });
    }

    <T> Mono<T> consuming(WireRecord record, String group, Mono<T> applying) {
        return Mono.defer(() -> step(record, "consume", "process", SpanKind.CONSUMER).map(step -> {
            step.tell(GROUP, group);
            return step.around(applying);
        }).orElse(applying));
    }

    private Optional<Step> step(WireRecord record, String what, String operation, SpanKind kind) {
        return header(record, CloudEventHeaders.TRACE_PARENT)
                .flatMap(cause -> spans.following(cause, what + " " + header(record, CloudEventHeaders.TYPE).orElse(""),
                        kind, Attributes.of(SYSTEM, "kafka", OPERATION, operation, TOPIC, record.topic(), EVENT,
                                header(record, CloudEventHeaders.ID).orElse(""))));
    }

    private static Optional<String> header(WireRecord record, String name) {
        return Optional.ofNullable(record.headers().get(name));
    }

    private static WireRecord caused(WireRecord record, String traceparent) {
        if (traceparent.equals(record.headers().get(CloudEventHeaders.TRACE_PARENT))) {
            return record;
        }
        var headers = new TreeMap<>(record.headers());
        headers.put(CloudEventHeaders.TRACE_PARENT, traceparent);
        return new WireRecord(record.topic(), record.key(), headers, record.body());
    }
}
