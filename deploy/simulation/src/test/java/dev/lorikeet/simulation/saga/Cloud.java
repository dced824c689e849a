package dev.lorikeet.simulation.saga;

import java.time.Duration;

import dev.lorikeet.embedded.runpod.JobFault;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.embedded.runpod.WebhookDelivery;
import dev.lorikeet.generation.runpod.CloudRunPod;
import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** RunPod, with its own moods: what it does to jobs and to requests, and what becomes of its callbacks. */
final class Cloud implements RunPod {
    private static final JobFault[] JOB_FAULTS = JobFault.values();
    private static final RequestFault[] REQUEST_FAULTS = RequestFault.values();
    private static final double BAD_REQUEST = 0.1;
    private static final double LOST_WEBHOOK = 0.3;
    private static final Duration LATER = Duration.ofSeconds(20);

    private final World world;
    private final RunPodCloud cloud;
    private final RunPod runPod;

    Cloud(World world) {
        this.world = world;
        this.cloud = world.twins().cloud;
        this.runPod = new CloudRunPod(cloud);
    }

    private long drawn(String what) {
        return Chance.mix(Chance.mix(world.seed(), what.hashCode()), world.agenda().outside().count(what));
    }

    private boolean happens(String what, double rate) {
        return world.isMoody() && Chance.fraction(drawn(what)) < rate;
    }

    private <T> Mono<T> asked(Operation operation, Mono<T> call) {
        return Mono.defer(() -> {
            goOn();
            var what = "runpod " + operation;
            if (happens(what, BAD_REQUEST)) {
                cloud.faults(Twins.ENDPOINT)
                        .nextRequests(operation,
                                REQUEST_FAULTS[Chance.below(drawn(what), REQUEST_FAULTS.length)], 1);
            }
            return call;
        }).doFinally(_ -> {
            goOn();
            world.truths().cloudChanged();
            wake();
        });
    }

    @Override
    public Mono<Submitted> submit(String endpoint, byte[] request) {
        return asked(Operation.RUN, Mono.defer(() -> {
            if (happens("job", world.lot().badJobs())) {
                cloud.faults(endpoint).nextJob(JOB_FAULTS[Chance.below(drawn("job"), JOB_FAULTS.length)]);
            }
            return runPod.submit(endpoint, request);
        }));
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        return asked(Operation.STATUS, runPod.status(endpoint, job));
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        return asked(Operation.CANCEL, runPod.cancel(endpoint, job));
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        return runPod.health(endpoint);
    }

    private void goOn() {
        cloud.advanceTo(world.agenda().instant());
        cloud.dueWebhooks().forEach(this::call);
    }

    /** RunPod goes on by itself when something is due there; one look is planned at a time. */
    private void wake() {
        cloud.next().ifPresent(next -> {
            var twins = world.twins();
            if (twins.plannedLook.isAfter(world.agenda().instant()) && !twins.plannedLook.isAfter(next)) {
                return;
            }
            twins.plannedLook = next;
            world.agenda()
                    .after(Duration.between(world.agenda().instant(), next).plusMillis(1),
                            world.agenda().outside(), () -> {
                                goOn();
                                world.truths().cloudChanged();
                                wake();
                            });
        });
    }

    private void call(WebhookDelivery delivery) {
        boolean lost = happens("webhook", LOST_WEBHOOK);
        if (lost) {
            world.sometimes().saw("a webhook was lost");
        } else {
            var job = JsonMapper.shared().readTree(delivery.body()).path("id").asString("");
            var token = delivery.url().getPath().replaceFirst(".*/", "");
            called(token, job, delivery);
            if (happens("webhook again", 0.1)) {
                world.sometimes().saw("a webhook came twice");
                world.agenda().after(LATER, world.agenda().outside(), () -> called(token, job, delivery));
            }
        }
    }

    private void called(String token, String job, WebhookDelivery delivery) {
        var studios = world.living(Instance.Studio.class);
        if (!studios.isEmpty()) {
            var studio = studios.get(Chance.below(drawn("whom"), studios.size()));
            var order = token.replaceFirst("\\..*", "");
            boolean waits = status(order).equals("submitting");
            world.agenda()
                    .afterMillis(1, studio.process(), () -> studio.workshop()
                            .callbacks()
                            .called(token, job)
                            .subscribe(heard -> {
                                cloud.webhookAnswered(delivery, heard);
                                if (waits && heard && status(order).equals("running")) {
                                    world.sometimes().saw("a callback adopted a job");
                                }
                            }, _ -> {}));
        }
    }

    private String status(String order) {
        return Tree.of(world.collection("generation-service", "generations").find(order).block()).status();
    }
}
