package dev.lorikeet.generation.dispatch;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.JobStatus;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.embedded.runpod.WebhookDelivery;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.GenerationEvent.OfVideo;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.OfCopy;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.bucket.InMemoryJobBucket;
import dev.lorikeet.generation.catalogue.PlayedLibrary;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.Notice;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.notice.NoticeLimits;
import dev.lorikeet.generation.notice.Notices;
import dev.lorikeet.generation.result.ResultSamples;
import dev.lorikeet.generation.runpod.CloudRunPod;
import dev.lorikeet.generation.volumes.CopiesConsumer;
import dev.lorikeet.generation.volumes.Presences;
import dev.lorikeet.generation.volumes.VolumeLimits;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.Trace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

/** Instances of generation-service and RunPod in one thread, on a clock that only moves when told to. */
final class JobWorld {
    static final String ENDPOINT = "wan22";
    static final WorkspaceId WORKSPACE = new WorkspaceId("demo");
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration STEP = Duration.ofMillis(500);
    /** Few enough that worlds with three workspaces have more. */
    private static final int LOOKED_AT = 2;
    static final NoticeLimits NOTICES = new NoticeLimits(List.of("the-newest-secret-of-a-test-0123456789",
            "the-one-before-of-a-test-0123456789"), Set.of(), 4, Duration.ofSeconds(5), Duration.ofSeconds(20),
            PlayedReceiver.PATIENCE, 2);

    final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    final InstantSource clock = this::now;
    final PlayedReceiver receiver = new PlayedReceiver(scheduler);
    final RunPodCloud cloud;
    final InMemoryJobBucket bucket = new InMemoryJobBucket();
    final Random chance;
    private final InMemoryEventLog log = new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff());
    private final Map<String, DocumentStore> collections = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Models models;
    private final DispatchLimits limits;
    private final Map<GenerationId, Generation> ends = new LinkedHashMap<>();
    private int orders;
    private long sequence;
    private boolean webhooksArrive = true;
    private boolean cancellingKills;
    private Duration stoodStill = Duration.ZERO;
    private Duration stallBeforeAsking = Duration.ZERO;

    JobWorld(long seed, int perEndpoint, int perWorkspace) {
        this(seed, perEndpoint, perWorkspace, "");
    }

    /**
     * A world with network volumes.
     *
     * @param volumes that LoRAs have to be on, with commas in between
     */
    JobWorld(long seed, int perEndpoint, int perWorkspace, String volumes) {
        chance = new Random(seed);
        models = Included.read(quick().replace("volumes: []", "volumes: [" + volumes + "]"));
        limits = new DispatchLimits(perEndpoint, perWorkspace, 2, Duration.ofSeconds(5), Duration.ofMinutes(30),
                Duration.ofSeconds(60), Duration.ofSeconds(10), 8, Duration.ofSeconds(2), Duration.ofSeconds(4),
                Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(30));
        cloud = new RunPodCloud(START, seed);
        cloud.endpoint(ENDPOINT, EndpointSettings.of(Personality.ANY));
    }

    private Instant now() {
        return START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS)).plus(stoodStill);
    }

    private static String quick() {
        return Included.text()
                .replace("LORIKEET_JOB_BASE:5m", "NOBODY_SETS_IT:20s")
                .replace("PER_WORK:1s", "PER_WORK:1ms");
    }

    /** Of one process; a dead one hears nothing any more, and nobody hears it. */
    static final class Life {
        private boolean dead;

        <T> Mono<T> alive(Supplier<Mono<T>> call) {
            return Mono.defer(() -> dead ? Mono.never() : call.get())
                    .flatMap(answer -> dead ? Mono.never() : Mono.just(answer));
        }
    }

    /** One process. */
    record Instance(Life life, Generations generations, Dispatcher dispatcher, Settling settling, Callbacks callbacks,
            Notices notices, PlayedLibrary library) {
        void die() {
            life.dead = true;
        }
    }

    Instance start() {
        var life = new Life();
        var delivery = new Delivery("generation-service",
                new Engines(name -> new MortalDocuments(stalling(documents(name)), life),
                        log, clock, scheduler, "instance-" + instances.size()),
                deliveryLimits(), new SimpleMeterRegistry());
        var runPod = new MortalRunPod(new CloudRunPod(cloud), life, () -> {
            life.dead |= cancellingKills;
            cancellingKills = false;
        });
        var meters = new JobMeters(new SimpleMeterRegistry(), clock);
        var library = new PlayedLibrary(delivery);
        var generations = new Generations(delivery, clock);
        var lanes = new Lanes(delivery, generations, limits, clock);
        var settling = new Settling(generations, lanes, limits, clock, meters, models);
        var presences = new Presences(delivery, new VolumeLimits(Duration.ofSeconds(3), Duration.ofHours(1),
                Duration.ofMinutes(1), Duration.ofMinutes(10)), clock);
        var _ = new CopiesConsumer(delivery, presences);
        var stock = new Stock(library.catalogue(), bucket);
        var preparation = new Preparation(models, stock, presences, bucket, limits,
                Workshop.settings(), clock);
        var secrets = new Random(chance.nextLong());
        var dispatcher = new Dispatcher(generations, lanes,
                new InMemoryWaitingJobs(new MortalDocuments(documents(Generations.COLLECTION), life), LOOKED_AT),
                preparation,
                runPod, limits, settling, new Secrets(() -> "secret-of-a-test-%016x".formatted(secrets.nextLong())),
                clock, meters);
        var notices = new Notices(generations, receiver.reachedBy(life), NOTICES, clock, new SimpleMeterRegistry());
        var _ = new Watch(delivery, settling, dispatcher, stock, runPod, ResultSamples.results(bucket),
                new EndpointReasons(runPod, clock), notices, limits, clock);
        delivery.start();
        var instance = new Instance(life, generations, dispatcher, settling,
                new Callbacks(generations, settling, runPod, clock), notices, library);
        instances.add(instance);
        return instance;
    }

    private static DeliveryLimits deliveryLimits() {
        var defaults = DeliveryLimits.defaults();
        return new DeliveryLimits(defaults.commit(), new DeliveryLimits.Relay(1, Duration.ofSeconds(2), 200,
                Duration.ofSeconds(10)), defaults.consumer(),
                new DeliveryLimits.Work(8, Duration.ofSeconds(1), Duration.ofSeconds(15)), defaults.backOff());
    }

    private DocumentStore documents(String name) {
        return collections.computeIfAbsent(name, InMemoryDocumentStore::new);
    }

    /** Once, after it has written down that it will ask RunPod; no timer of it fires meanwhile. */
    void standStillBeforeAsking(Duration time) {
        stallBeforeAsking = time;
    }

    /** Whoever cancels a job at RunPod next says nothing of it any more. */
    void dieAfterCancelling() {
        cancellingKills = true;
    }

    private DocumentStore stalling(DocumentStore documents) {
        return new ForwardedDocuments(documents) {
            @Override
            public Mono<Boolean> write(DocumentWrite write) {
                return super.write(write).doOnNext(_ -> {
                    if (collection().equals(Generations.COLLECTION)
                            && Generations.read(write.state()) instanceof Generation.Submitting) {
                        stoodStill = stoodStill.plus(stallBeforeAsking);
                        stallBeforeAsking = Duration.ZERO;
                    }
                });
            }
        };
    }

    Instance any() {
        var living = instances.stream().filter(instance -> !instance.life().dead).toList();
        return living.isEmpty() ? start() : living.get(chance.nextInt(living.size()));
    }

    /** A LoRA of the library, proven and in the bucket. */
    ChosenLora lora(String id) {
        var object = new StoredObject(new ObjectKey("loras/20260131/12/demo/" + id + "/" + id + ".safetensors"), 1000,
                new ETag("e-" + id));
        bucket.has(object);
        library(id, object, CatalogueStatus.READY);
        return new ChosenLora(new LoraId(id), "lora_high", NoiseExpert.HIGH, 0.8, "LoRA " + id, id + ".safetensors",
                object, null, List.of("word"), 1000);
    }

    void library(String id, StoredObject object, CatalogueStatus status) {
        any().library()
                .put(PlayedLibrary.entry(new LoraId(id), WORKSPACE, object, status), ++sequence)
                .subscribe();
    }

    GenerationId order(WorkspaceId workspace, OnLoraFailure policy, String prompt, ChosenLora... loras) {
        return order(workspace, policy, prompt, List.of(loras), null);
    }

    /** One whose end somebody wants to know. */
    GenerationId orderAndTell(WorkspaceId workspace) {
        var notices = any().notices();
        receiver.knows(notices.secrets(workspace));
        return order(workspace, OnLoraFailure.FAIL, "a harbour", List.of(),
                notices.wanted(URI.create("https://receiver.example.org/hook?key=of-a-test")));
    }

    private GenerationId order(WorkspaceId workspace, OnLoraFailure policy, String prompt, List<ChosenLora> loras,
            @Nullable Notice notice) {
        var id = new GenerationId("job-" + ++orders);
        var parameters = new Parameters(Map.of("width", 832, "height", 480, "frames", 81, "fps", 16, "steps", 20,
                "high_steps", 10, "cfg", 3.5, "shift", 12.0, "seed", 7L, "prompt", prompt));
        var order = new Order("wan22", models.find("wan22").orElseThrow().version(), parameters, loras, policy);
        var now = clock.instant();
        var job = Job.of(id, workspace, "kim", ENDPOINT, order, now, null, null).notifying(notice);
        var instance = any();
        instance.generations()
                .request(new GenerationCommand.Request(job, now.plus(limits.queueTime())))
                .contextWrite(Spans.none().after(traceOf(id))::into)
                .subscribe(_ -> instance.dispatcher().nudge(ENDPOINT));
        return id;
    }

    void cancel(GenerationId id) {
        any().settling()
                .send(id, new GenerationCommand.Cancel())
                .contextWrite(Spans.none().after(traceOf(id))::into)
                .subscribe();
    }

    void call(String token, String remoteJob) {
        any().callbacks()
                .called(token, remoteJob)
                .contextWrite(Spans.none().after(Trace.fresh("0bf92f3577b34da6a3ce929d0e0e4736"))::into)
                .subscribe();
    }

    /** Of whoever asks something of this job. RunPod has another one. */
    static Trace traceOf(GenerationId id) {
        return Trace
                .fresh("%032x".formatted(0x4bf92f3577b34da6L + Long.parseLong(id.value().substring("job-".length()))));
    }

    void loseWebhooks() {
        webhooksArrive = false;
    }

    void pass(Duration time) {
        for (var left = time; left.isPositive(); left = left.minus(STEP)) {
            scheduler.advanceTimeBy(STEP);
            cloud.advanceTo(clock.instant());
            cloud.dueWebhooks().forEach(this::deliver);
            check();
        }
    }

    private void deliver(WebhookDelivery delivery) {
        var body = JsonMapper.shared().readTree(delivery.body());
        if (webhooksArrive) {
            call(delivery.url().getPath().replaceFirst(".*/", ""), body.path("id").asString(""));
        }
        cloud.webhookAnswered(delivery, webhooksArrive);
    }

    Generation state(GenerationId id) {
        return documents(Generations.COLLECTION).find(id.value())
                .map(found -> Generations.read(found.state()))
                .blockOptional()
                .orElse(new Generation.None());
    }

    Stream<GenerationId> jobs() {
        return Stream.iterate(1, number -> number + 1).limit(orders).map(number -> new GenerationId("job-" + number));
    }

    /** After every step: RunPod never has two for one. */
    private void check() {
        jobs().filter(id -> !ends.containsKey(id)).forEach(id -> {
            if (state(id) instanceof Generation.Ended ended) {
                ends.put(id, ended);
            }
        });
        var costing = new HashSet<String>();
        cloud.jobs()
                .stream()
                .filter(JobWorld::isLive)
                .map(job -> job.order().input().at("/lorikeet/job").asString(""))
                .filter(id -> !costing.add(id))
                .forEach(id -> {
                    throw new AssertionError("RunPod has two jobs for " + id + ", which is "
                            + state(new GenerationId(id)));
                });
    }

    /** What ended, as it was when it was first seen to have ended. */
    Map<GenerationId, Generation> ends() {
        return ends;
    }

    /** Jobs at RunPod that cost, or will cost, GPU time for this request. */
    long live(GenerationId id) {
        return remote(id).filter(JobWorld::isLive).count();
    }

    private static boolean isLive(dev.lorikeet.embedded.runpod.Job job) {
        return (job.state().status() == JobStatus.IN_QUEUE || job.state().status() == JobStatus.IN_PROGRESS)
                && job.state().endedAt() == null;
    }

    Stream<dev.lorikeet.embedded.runpod.Job> remote(GenerationId id) {
        return cloud.jobs()
                .stream()
                .filter(job -> job.order().input().at("/lorikeet/job").asString("").equals(id.value()));
    }

    List<OfVideo> events(GenerationId id) {
        return envelopes(id).map(envelope -> (OfVideo) envelope.event()).toList();
    }

    Stream<EventEnvelope<?>> envelopes(GenerationId id) {
        var codec = new EventCodec();
        return log.records(Topic.GENERATION_EVENTS.topicName())
                .stream()
                .map(codec::decode)
                .<EventEnvelope<?>>map(decoded -> ((Decoded.Known) decoded).envelope())
                .filter(envelope -> envelope.event() instanceof OfVideo video && video.generation().equals(id));
    }

    List<LoraWantedOnVolume> wanted() {
        var codec = new EventCodec();
        return log.records(Topic.GENERATION_EVENTS.topicName())
                .stream()
                .map(codec::decode)
                .map(decoded -> ((Decoded.Known) decoded).envelope().event())
                .filter(LoraWantedOnVolume.class::isInstance)
                .map(LoraWantedOnVolume.class::cast)
                .toList();
    }

    /** As storage-worker would. */
    void says(OfCopy event) {
        sequence++;
        log.append(new EventCodec().encode(new EventEnvelope<>(event.subject() + "." + sequence,
                "/storage-worker/mirrors", sequence, clock.instant(), null, event))).block();
    }

    Lane lane() {
        return documents("lanes").find(ENDPOINT)
                .map(found -> Lanes.TYPE.read(found.state()))
                .blockOptional()
                .orElse(Lane.EMPTY);
    }
}
