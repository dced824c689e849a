package dev.lorikeet.simulation.saga;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.SeededIds;
import dev.lorikeet.event.Topic;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.generation.catalogue.CatalogueConsumer;
import dev.lorikeet.generation.catalogue.CatalogueMeters;
import dev.lorikeet.generation.catalogue.Copies;
import dev.lorikeet.generation.catalogue.ShardChecks;
import dev.lorikeet.generation.catalogue.Upkeep;
import dev.lorikeet.generation.dispatch.Workshop;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.ordering.Desk;
import dev.lorikeet.generation.result.ResultSamples;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.lora.catalogue.Shards;
import dev.lorikeet.lora.deletion.LoraDeletions;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.Forms;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.lora.upload.UploadMeters;
import dev.lorikeet.lora.usage.GenerationEventsConsumer;
import dev.lorikeet.lora.verdict.LoraSchedule;
import dev.lorikeet.lora.verdict.StorageEventsConsumer;
import dev.lorikeet.lora.workspace.WorkspaceSchedule;
import dev.lorikeet.lora.workspace.Workspaces;
import dev.lorikeet.storage.Worker;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Starts the services' real code on the twins, each instance behind its own steps. */
final class Services {
    /** Read once: reading it takes longer than a run. */
    private static final Models MODELS = Included.read(Included.text()
            .replace("LORIKEET_JOB_BASE:5m", "NOBODY_SETS_IT:20s")
            .replace("PER_WORK:1s", "PER_WORK:1ms"));

    private final World world;
    private final Mutant mutant;
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();

    Services(World world, Mutant mutant) {
        this.world = world;
        this.mutant = mutant;
        if (world.stranger().isHere()) {
            meters.add(new SimpleMeterRegistry());
        }
    }

    Instance start(Program process, Pace pace) {
        var steps = new Steps(world, process);
        var delivery = delivery(steps, pace);
        return switch (process.service()) {
            case "lora-api" -> library(steps, delivery);
            case "storage-worker" -> prover(steps, delivery, pace);
            default -> studio(steps, delivery);
        };
    }

    private Delivery delivery(Steps steps, Pace pace) {
        var process = steps.process();
        var agenda = world.agenda();
        var timer = agenda.of(process);
        var engine = world.decay()
                .engine(process.service(), world.stranger().engine(world.twins().log.as(process, timer)));
        var log = new Applying(mutant.log(world, process.service(),
                new SteppedLog(mutant.engine(world, engine), steps)), world.truths());
        return new Delivery(process.service(), new Engines(name -> documents(steps, name),
                world.decay().remembered(process.service(), log), agenda, timer,
                process.name()), Settings.delivery(pace), meters);
    }

    private DocumentStore documents(Steps steps, String name) {
        var service = steps.process().service();
        return new SteppedDocuments(mutant.documents(world, service, world.collection(service, name)), steps);
    }

    private Instance library(Steps steps, Delivery delivery) {
        var clock = world.agenda();
        var loras = new Loras(delivery, clock);
        var workspaces = new Workspaces(delivery, Settings.QUOTA, clock);
        var bucket = new SteppedBucket.ForUploads(world.twins().bucket.uploads(), steps);
        var uploads = new LoraUploads(loras, workspaces, bucket, Settings.UPLOADS, new UploadMeters(meters), delivery,
                clock, ids(steps));
        var deletions = new LoraDeletions(loras, workspaces, Settings.UNDO, clock);
        var _ = new StorageEventsConsumer(delivery, uploads, deletions);
        var _ = new LoraSchedule(delivery, uploads, deletions);
        var _ = new WorkspaceSchedule(delivery, workspaces, loras, clock);
        var shards = new Shards(delivery, loras, world.decay().announcing(), clock);
        var _ = new GenerationEventsConsumer(delivery, loras, shards);
        delivery.start();
        world.decay().plan(steps.process(), shards);
        return new Instance.Library(steps.process(), delivery, loras, uploads,
                new Forms(uploads, bucket, Settings.UPLOADS), deletions, shards);
    }

    private Instance prover(Steps steps, Delivery delivery, Pace pace) {
        var worker = Worker.on(delivery, mutant.objects(world, new SteppedBucket.ForProofs(world.twins().bucket,
                steps)), world.agenda(), world.agenda().of(steps.process()), Settings.prover(pace));
        delivery.start();
        worker.sweeps().plan().onErrorComplete().subscribe();
        return new Instance.Prover(steps.process(), delivery, worker);
    }

    private Instance studio(Steps steps, Delivery delivery) {
        var clock = world.agenda();
        var limits = world.decay().copying();
        var copies = new Copies(delivery, limits);
        var told = new CatalogueMeters(meters);
        var upkeep = new Upkeep(delivery, copies, limits, told, clock);
        var checks = new ShardChecks(delivery, copies, upkeep, limits, told, clock);
        var _ = new CatalogueConsumer(delivery, copies, checks, told, clock);
        var bucket = mutant.jobBucket(world, new SteppedBucket.ForJobs(world.twins().bucket, steps));
        RunPod runPod = mutant.runPod(world, new SteppedRunPod(new Cloud(world), steps, clock,
                Workshop.callTime()));
        var reached = new Workshop.Boundaries(bucket, runPod, MODELS, new Catalogue(copies),
                ResultSamples.results(bucket, MODELS), clock, meters);
        var workshop = Workshop.on(delivery, documents(steps, "generations"), reached, Settings.DISPATCH,
                () -> "secret-of-a-test-%016x".formatted(number(steps, "secret")));
        var desk = Desk.on(reached, workshop, Settings.DISPATCH, () -> number(steps, "seed") >>> 12, ids(steps));
        delivery.start();
        world.decay().plan(steps.process(), upkeep);
        return new Instance.Studio(steps.process(), delivery, desk, workshop);
    }

    /** How many records of unknown types the group has counted, where there is somebody to write them. */
    double unknown(Topic topic, String group) {
        return meters.counter("lorikeet.events.consumed", "topic", topic.topicName(), "group", group, "outcome",
                "unknown").count();
    }

    private long number(Steps steps, String what) {
        return Chance.mix(Chance.mix(world.seed(), steps.process().name().hashCode()),
                steps.process().count(what) + (long) what.hashCode());
    }

    private SeededIds ids(Steps steps) {
        return new SeededIds(Chance.mix(world.seed(), steps.process().name().hashCode()));
    }
}
