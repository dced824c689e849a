package dev.lorikeet.embedded.runpod.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.lorikeet.embedded.runpod.Assignment;
import dev.lorikeet.embedded.runpod.Outcome;
import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.embedded.runpod.WebhookDelivery;
import dev.lorikeet.embedded.runpod.work.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where work and callbacks are done, each on a thread of its own, and told to the cloud afterwards. */
final class WorkRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRoom.class);

    private final ExecutorService threads;
    private final Handler handler;
    private final Callbacks callbacks;
    private final Supplier<Driver> driver;

    WorkRoom(ExecutorService threads, Handler handler, Callbacks callbacks, Supplier<Driver> driver) {
        this.threads = threads;
        this.handler = handler;
        this.callbacks = callbacks;
        this.driver = driver;
    }

    /** It takes what it takes at least, as the endpoint's settings say. */
    void take(Assignment assignment) {
        var takes = assignment.settings().times().execution().multipliedBy(assignment.pace());
        start(() -> {
            var outcome = work(assignment, takes);
            inform(cloud -> cloud.finish(assignment, outcome));
            return outcome;
        });
    }

    private Outcome work(Assignment assignment, Duration takes) throws InterruptedException {
        try {
            return handler.work(assignment, takes, told -> inform(cloud -> cloud.progress(assignment, told)));
        } catch (RuntimeException bug) {
            LOG.error("The work for job {} broke off", assignment.job(), bug);
            return new Outcome.Raised(bug.getClass().getSimpleName(), String.valueOf(bug.getMessage()));
        }
    }

    void take(WebhookDelivery delivery) {
        start(() -> {
            boolean accepted = callbacks.send(delivery);
            inform(cloud -> cloud.webhookAnswered(delivery, accepted));
            return accepted;
        });
    }

    private void inform(Consumer<RunPodCloud> news) {
        driver.get().with(cloud -> {
            news.accept(cloud);
            return true;
        });
    }

    /** What is interrupted because the stand-in closes is done again by the next one. */
    private void start(Callable<?> errand) {
        var _ = threads.submit(errand);
    }
}
