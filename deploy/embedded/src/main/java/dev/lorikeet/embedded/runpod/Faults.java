package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What goes wrong at an endpoint, by script. Jobs can also ask for it themselves, with a marker in their input. */
public final class Faults {
    private final InstantSource clock;
    private final Deque<Set<JobFault>> nextJobs = new ArrayDeque<>();
    private final Map<Long, Set<JobFault>> byOrdinal = new HashMap<>();
    private final Set<JobFault> everyJob = EnumSet.noneOf(JobFault.class);
    private final List<RequestRule> requests = new ArrayList<>();

    Faults(InstantSource clock) {
        this.clock = clock;
    }

    /** The next job has all of these; call it again for the one after. None is a job without faults. */
    public void nextJob(JobFault... faults) {
        nextJobs.add(Set.of(faults));
    }

    /** The endpoint's job with this number, from 1. */
    public void job(long ordinal, JobFault... faults) {
        byOrdinal.put(ordinal, Set.of(faults));
    }

    public void everyJob(JobFault... faults) {
        everyJob.addAll(List.of(faults));
    }

    /** The next requests of this kind, or of any. */
    public void nextRequests(@Nullable Operation operation, RequestFault fault, int times) {
        requests.add(new RequestRule(operation, fault, times, Instant.MAX));
    }

    /** Every request for some time, of this kind or of all kinds. */
    public void requestsFor(Duration time, @Nullable Operation operation, RequestFault fault) {
        requests.add(new RequestRule(operation, fault, Integer.MAX_VALUE, clock.instant().plus(time)));
    }

    public void clear() {
        nextJobs.clear();
        byOrdinal.clear();
        everyJob.clear();
        requests.clear();
    }

    /** Rules that still apply, in words. */
    public List<String> active() {
        requests.removeIf(rule -> rule.isOver(clock.instant()));
        return Stream.of(
                nextJobs.stream().map(faults -> "next job " + faults),
                byOrdinal.entrySet().stream().map(one -> "job " + one.getKey() + " " + one.getValue()),
                everyJob.stream().map(fault -> "every job " + fault),
                requests.stream().map(RequestRule::toString)).flatMap(lines -> lines).toList();
    }

    Set<JobFault> ofJob(long ordinal, JsonNode input) {
        var faults = EnumSet.copyOf(everyJob);
        faults.addAll(Optional.ofNullable(nextJobs.poll()).orElse(Set.of()));
        faults.addAll(byOrdinal.getOrDefault(ordinal, Set.of()));
        var text = input.toString();
        if (text.contains("[[")) {
            Stream.of(JobFault.values()).filter(fault -> text.contains(fault.marker())).forEach(faults::add);
        }
        return faults;
    }

    Optional<RequestFault> ofRequest(Operation operation) {
        requests.removeIf(rule -> rule.isOver(clock.instant()));
        return requests.stream()
                .filter(rule -> rule.operation == null || rule.operation == operation)
                .findFirst()
                .map(RequestRule::use);
    }

    private static final class RequestRule {
        private final @Nullable Operation operation;
        private final RequestFault fault;
        private final Instant until;
        private int left;

        RequestRule(@Nullable Operation operation, RequestFault fault, int left, Instant until) {
            this.operation = operation;
            this.fault = fault;
            this.left = left;
            this.until = until;
        }

        boolean isOver(Instant now) {
            return left < 1 || !now.isBefore(until);
        }

        RequestFault use() {
            left--;
            return fault;
        }

        @Override
        public String toString() {
            return (operation == null ? "every request " : operation.path() + " ") + fault.label()
                    + (until.equals(Instant.MAX) ? ", " + left + " times" : " until " + until);
        }
    }
}
