package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.Step;
import dev.lorikeet.trace.ToldSpans;
import dev.lorikeet.trace.Trace;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** A trace goes on where whoever began it does not: behind a crash, on the clock, and in another service. */
final class CarriedTraceTest {
    private static final Trace ONE = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    private static final Trace OTHER = new Trace("00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    private static final Instant SOON = World.START.plusSeconds(30);

    private final World world = new World();
    private final List<String> traces = new ArrayList<>();

    @Test
    void workGoesOnInTheTraceOfWhoeverWantedItDoneAlsoAfterACrash() {
        add(World.tallies(world.service("lora-api", "one")), SOON, ONE);
        working(world.service("lora-api", "two"));
        world.pass(Duration.ofMinutes(1));
        assertThat(traces).containsExactly(ONE.parent());
        assertThat(world.published("a")).extracting(EventEnvelope::traceparent)
                .containsExactly(ONE.parent(), ONE.parent());
    }

    @Test
    void whoHasNoTraceGoesOnInThatOfTheWork() {
        var tallies = working(world.service("lora-api", "one"));
        add(tallies, SOON, ONE);
        World.add(tallies, "a", SOON.plusSeconds(1)).block(World.LIMIT);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.published("a")).extracting(EventEnvelope::traceparent).containsOnly(ONE.parent()).hasSize(3);
    }

    @Test
    void whoWantsSomethingElseDoneBringsTheirOwnTrace() {
        var tallies = working(world.service("lora-api", "one"));
        add(tallies, SOON, ONE);
        add(tallies, SOON.plusSeconds(1), OTHER);
        world.pass(Duration.ofMinutes(1));
        assertThat(traces).containsExactly(OTHER.parent());
    }

    @Test
    void aTraceEndsWithTheWork() {
        var tallies = working(world.service("lora-api", "one"));
        add(tallies, SOON, ONE);
        world.pass(Duration.ofMinutes(1));
        World.add(tallies, "a").block(World.LIMIT);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.published("a").toList().getLast().traceparent()).isNull();
        assertThat(tallies.find("a").blockOptional(World.LIMIT).orElseThrow().cause()).isEmpty();
    }

    @Test
    void eachStepIsToldAsWhatTheOneBeforeCaused() {
        var told = new ToldSpans();
        var lora = instance("lora-api", told.spans());
        var worker = instance("storage-worker", told.spans());
        worker.consume(Topic.LORA_EVENTS, LoraEvent.class, _ -> Mono.empty());
        var tallies = working(lora);
        worker.start();
        add(tallies, SOON, ONE);
        world.pass(Duration.ofMinutes(1));
        assertThat(told.all()).extracting(SpanData::getTraceId).containsOnly(ONE.id());
        assertThat(lines(told, "00f067aa0ba902b7")).containsExactly(
                "publish dev.lorikeet.lora.restored.v1",
                "publish dev.lorikeet.lora.restored.v1 > consume dev.lorikeet.lora.restored.v1",
                "work on tallies",
                "work on tallies > publish dev.lorikeet.lora.restored.v1",
                "work on tallies > publish dev.lorikeet.lora.restored.v1 > consume dev.lorikeet.lora.restored.v1");
    }

    /** Polling that finds nothing new is not worth telling. */
    @Test
    void workOfWhichNothingComesIsNotTold() {
        var told = new ToldSpans();
        var lora = instance("lora-api", told.spans());
        var tallies = World.tallies(lora);
        lora.work(Tally.TYPE, item -> Mono.deferContextual(context -> {
            traces.add(Step.in(context).orElseThrow().trace().id());
            return tallies.change(item.id(), tally -> Decision.accept(later(tally)));
        }));
        lora.start();
        add(tallies, SOON, ONE);
        world.pass(Duration.ofMinutes(3));
        assertThat(traces).hasSizeGreaterThan(2).containsOnly(ONE.id());
        assertThat(told.names()).containsExactly("publish dev.lorikeet.lora.restored.v1");
    }

    private Tally later(Tally tally) {
        var counting = (Tally.Counting) tally;
        return new Tally.Counting(counting.lora(), counting.count(), world.clock.instant().plusSeconds(30));
    }

    private static List<String> lines(ToldSpans told, String parent) {
        return told.all()
                .stream()
                .filter(span -> span.getParentSpanId().equals(parent))
                .flatMap(span -> {
                    var lines = new ArrayList<>(List.of(span.getName()));
                    lines(told, span.getSpanId()).forEach(line -> lines.add(span.getName() + " > " + line));
                    return lines.stream();
                })
                .sorted()
                .toList();
    }

    private Delivery instance(String service, Spans spans) {
        return new Delivery(service, new Engines(world::collection, world.log, world.clock, world.scheduler, service,
                spans), DeliveryLimits.defaults(), world.meters);
    }

    /** Notes in which trace it works, and counts once more. */
    private AggregateStore<Tally, String> working(Delivery delivery) {
        var tallies = World.tallies(delivery);
        delivery.work(Tally.TYPE, item -> Mono.deferContextual(context -> {
            traces.add(Step.in(context).orElseThrow().trace().parent());
            return World.add(tallies, item.id());
        }));
        delivery.start();
        return tallies;
    }

    private static void add(AggregateStore<Tally, String> tallies, @Nullable Instant reminder, Trace trace) {
        World.add(tallies, "a", reminder).contextWrite(Spans.none().after(trace)::into).block(World.LIMIT);
    }
}
