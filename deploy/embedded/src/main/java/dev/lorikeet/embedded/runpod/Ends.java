package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How jobs end, and what follows from it. */
final class Ends {
    private static final Duration LATE_BY = Duration.ofSeconds(1);
    private static final Duration REGRESSION = Duration.ofSeconds(30);

    private final Timeline timeline;
    private final JobTable jobs;
    private final Supplier<EndpointSettings> settings;
    private final Webhooks webhooks;
    private final Tally tally = new Tally();

    Ends(Timeline timeline, JobTable jobs, Supplier<EndpointSettings> settings, Webhooks webhooks) {
        this.timeline = timeline;
        this.jobs = jobs;
        this.settings = settings;
        this.webhooks = webhooks;
    }

    Tally tally() {
        return tally;
    }

    void worked(Job job, Outcome outcome, String worker) {
        switch (outcome) {
            case Outcome.Raised raised ->
                end(job, JobStatus.FAILED, null, Outcome.describe(raised, worker));
            case Outcome.Yielded(var chunks) -> {
                var all = Artefact.array();
                chunks.forEach(all::add);
                end(job, JobStatus.COMPLETED, all, null);
            }
            case Outcome.Returned(var output) -> returned(job, output);
        }
    }

    /** A dictionary with an error is a failure; nothing is no output; what is too large does not get through. */
    private void returned(Job job, JsonNode output) {
        var error = output.path("error");
        var rest = error.isMissingNode() ? output : output.deepCopy().asObject().without("error");
        boolean empty = rest.isObject() && rest.isEmpty();
        boolean arrives = !empty && !job.order().has(JobFault.OVERSIZED_OUTPUT)
                && Artefact.fits(rest, settings.get().manners().outputLimit());
        boolean failed = !error.isMissingNode() && !error.isNull() && !error.asString("x").isEmpty();
        end(job, failed ? JobStatus.FAILED : JobStatus.COMPLETED, arrives ? rest : null,
                failed ? error.asString(error.toString()) : null);
    }

    void cancel(Job job) {
        jobs.dequeue(job.id());
        end(job, JobStatus.CANCELLED, null, null);
    }

    void end(Job job, JobStatus as, @Nullable JsonNode output, @Nullable String error) {
        var progress = job.state().output();
        var ended = job.in(job.state().ended(as, output, error, timeline.instant()));
        jobs.put(ended);
        tally.ended(as);
        announce(ended);
        keepFor(ended, retention(job.order()));
        if (job.order().has(JobFault.LATE_PROGRESS) && as == JobStatus.COMPLETED) {
            timeline.after(LATE_BY, () -> regress(ended, progress == null ? Artefact.object() : progress));
        }
    }

    private void announce(Job ended) {
        var url = ended.order().webhook();
        var status = ended.state().status();
        if (url != null && (status == JobStatus.COMPLETED || status == JobStatus.FAILED)) {
            webhooks.announce(ended.order(), url, JobJson.callback(ended, url), timeline.instant(),
                    settings.get().times());
        }
    }

    Duration retention(JobOrder order) {
        var times = settings.get().times();
        return order.sync() ? times.syncRetention() : times.retention();
    }

    /** Unless it was retried meanwhile, and so has another end. */
    void keepFor(Job ended, Duration time) {
        timeline.after(time, () -> jobs.find(ended.id())
                .filter(job -> job.state().attempt() == ended.state().attempt() && job.state().endedAt() != null)
                .ifPresent(job -> jobs.remove(job.id())));
    }

    private void regress(Job ended, JsonNode progress) {
        jobs.find(ended.id()).filter(ended::equals).ifPresent(job -> {
            var reopened = job.in(job.state().reopened(progress));
            jobs.show(reopened);
            timeline.after(REGRESSION,
                    () -> jobs.find(job.id()).filter(reopened::equals).ifPresent(_ -> jobs.put(job)));
        });
    }
}
