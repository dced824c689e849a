package dev.lorikeet.lora.advice;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Looks at the settings of the bucket, again and again, and says what is new. Nothing waits for it, and nothing fails by it. */
final class BucketCheck {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(BucketCheck.class);

    private final BucketReader reader;
    private final Set<URI> pages;
    private volatile Map<Check, Finding> found = Map.of();

    BucketCheck(BucketReader reader, Set<URI> pages, MeterRegistry meters) {
        this.reader = reader;
        this.pages = Set.copyOf(pages);
        for (var check : Check.values()) {
            Gauge.builder("lorikeet.bucket.advice", this, all -> all.measure(check))
                    .tag("check", check.tag())
                    .register(meters);
        }
    }

    /** Not a number where nothing is known. */
    private double measure(Check check) {
        return switch (found.get(check)) {
            case null -> Double.NaN;
            case Finding.Fine _ -> 0;
            case Finding.Advice _ -> 1;
            case Finding.Unknown _ -> Double.NaN;
        };
    }

    Flux<Void> lookingAgain(AdviceSettings settings, Scheduler scheduler) {
        return Mono.defer(this::look)
                .doOnError(failure -> LOG.warn("the settings of the bucket cannot be looked at", failure))
                .onErrorComplete()
                .then(Mono.defer(() -> Mono.delay(pause(settings), scheduler)))
                .repeat()
                .thenMany(Flux.empty());
    }

    /** Not long where S3 was away. */
    private Duration pause(AdviceSettings settings) {
        boolean saysNothing = found.values().stream().allMatch(Finding.Unknown.class::isInstance);
        return saysNothing && SOON.compareTo(settings.every()) < 0 ? SOON : settings.every();
    }

    Mono<Void> look() {
        return reader.read().map(state -> Judgement.of(state, pages)).doOnNext(this::tell).then();
    }

    private void tell(List<Finding> findings) {
        var before = found;
        var now = new EnumMap<Check, Finding>(Check.class);
        findings.forEach(finding -> now.put(finding.check(), finding));
        found = now;
        for (var finding : findings) {
            if (!finding.equals(before.get(finding.check()))) {
                say(finding, before.containsKey(finding.check()));
            }
        }
    }

    private static void say(Finding finding, boolean again) {
        switch (finding) {
            case Finding.Advice(var check, var sentence) -> LOG.warn("Settings of the bucket, {}: {} See"
                    + " docs/operating.md, \"The bucket's settings\".", check.tag(), sentence);
            case Finding.Unknown(var check, var why) ->
                LOG.info("Settings of the bucket, {}: not looked at, because {}", check.tag(), why);
            case Finding.Fine(var check) when again -> LOG.info("Settings of the bucket, {}: mended", check.tag());
            case Finding.Fine _ -> {}
        }
    }
}
