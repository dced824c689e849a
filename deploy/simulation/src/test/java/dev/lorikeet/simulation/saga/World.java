package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;

/** One run: its time, its twins, its processes, and the faults that strike them. */
final class World {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final int RESTART_SECONDS = 15;
    private static final Duration TO_STOP = Duration.ofSeconds(20);
    private static final String[] SERVICES = {"lora-api", "storage-worker", "generation-service"};

    private final long seed;
    private final Fault.Plan plan;
    private final Lot lot;
    private final Agenda agenda;
    private final Twins twins;
    private final Services services;
    private final Truths truths;
    private final Decay decay;
    private final Stranger stranger;
    private final Unrest unrest;
    private final Sometimes sometimes;
    private final Trace trace;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Fault.Struck> struck = new ArrayList<>();
    private final boolean moody;
    private final Pace usual;
    private boolean faulty = true;
    private int started;

    World(long seed, Fault.Plan plan, Mutant mutant, Trace trace, Saga.Cast cast) {
        this.moody = cast.isMoody();
        this.lot = cast.lot(seed);
        this.agenda = new Agenda(lot.start());
        this.usual = Pace.of(seed);
        this.seed = seed;
        this.plan = plan;
        this.trace = trace;
        this.sometimes = new Sometimes();
        this.truths = new Truths(this);
        this.twins = new Twins(agenda, seed, lot.poll(), truths);
        this.decay = new Decay(this, cast.meetsAnything());
        this.stranger = new Stranger(this, cast.meetsAnything());
        this.unrest = new Unrest(this);
        this.services = new Services(this, mutant);
    }

    long seed() {
        return seed;
    }

    Lot lot() {
        return lot;
    }

    Agenda agenda() {
        return agenda;
    }

    Twins twins() {
        return twins;
    }

    Decay decay() {
        return decay;
    }

    Stranger stranger() {
        return stranger;
    }

    Services services() {
        return services;
    }

    Truths truths() {
        return truths;
    }

    Sometimes sometimes() {
        return sometimes;
    }

    Trace trace() {
        return trace;
    }

    List<Fault.Struck> struck() {
        return struck;
    }

    boolean isMoody() {
        return moody && faulty;
    }

    /** Two of each, or one where the seed says so: what happens to one alone is quick to run. */
    void begin() {
        decay.begin();
        stranger.begin();
        unrest.begin();
        for (var service : SERVICES) {
            start(service, usual);
            if (Chance.below(Chance.mix(seed, service.hashCode()), 3) > 0) {
                start(service, usual);
            }
        }
    }

    private void start(String service, Pace pace) {
        var process = new Program(service, service + "-" + ++started);
        trace.say(agenda, process, "starts");
        agenda.afterMillis(0, process, () -> instances.add(services.start(process, pace)));
    }

    /** The fault of this step, if there is one. */
    @Nullable
    Fault fault(long key, Program process, String what) {
        var fault = faulty ? plan.at(key, what) : null;
        trace.step(agenda, process, what, fault);
        if (fault != null) {
            struck.add(new Fault.Struck(struck.size() + 1, key, agenda.millisGone(), process.name(), what, fault));
            sometimes.saw(fault.name());
            boolean deadly = fault == Fault.DIES_BEFORE || fault == Fault.DIES_AFTER;
            if (deadly && what.equals("log.publish")) {
                sometimes.saw(fault == Fault.DIES_BEFORE
                        ? "a process died between commit and publishing"
                        : "a process died between publishing and the end of it");
            } else if (deadly && what.equals("runpod.submit")) {
                sometimes.saw("a process died asking RunPod");
            }
        }
        return fault;
    }

    void crash(Program process) {
        trace.say(agenda, process, "dies");
        process.die();
        instances.removeIf(instance -> instance.process().equals(process));
        agenda.after(SESSION, agenda.outside(), () -> twins.log.expel(process));
        if (faulty) {
            int wait = 1 + Chance.below(Chance.mix(seed, process.name().hashCode()), RESTART_SECONDS);
            agenda.afterMillis(1000L * wait, agenda.outside(), () -> {
                if (faulty) {
                    start(process.service(), usual);
                }
            });
        }
    }

    void stall(Program process, Duration time) {
        trace.say(agenda, process, "stands still for " + time);
        long until = agenda.millisGone() + time.toMillis();
        process.standStillUntil(until);
        if (time.compareTo(SESSION) > 0) {
            agenda.after(SESSION, agenda.outside(), () -> twins.log.expel(process));
            agenda.after(time, agenda.outside(), () -> {
                if (process.isAlive() && !process.standsStillAt(agenda.millisGone())) {
                    twins.log.readmit(process);
                    sometimes.saw("a zombie woke");
                }
            });
        }
    }

    boolean isFaulty() {
        return faulty;
    }

    /** It is asked to end, and is killed if it does not within the time that people give a process. */
    void stop(Instance instance) {
        var process = instance.process();
        trace.say(agenda, process, "is asked to stop");
        instances.remove(instance);
        agenda.after(TO_STOP, agenda.outside(), () -> gone(process));
        agenda.afterMillis(0, process, () -> instance.delivery().stop().subscribe(_ -> {}, _ -> {}, () -> {
            sometimes.saw("an instance stopped in time");
            agenda.afterMillis(0, agenda.outside(), () -> gone(process));
        }));
    }

    private void gone(Program process) {
        if (process.isAlive()) {
            crash(process);
        }
    }

    /** From here on nothing goes wrong, and whoever is left has to come to rest. */
    void calm() {
        faulty = false;
        for (var service : SERVICES) {
            if (alive().noneMatch(process -> process.service().equals(service))) {
                start(service, Pace.AFTERWARDS);
            }
        }
    }

    /** From here on nothing goes wrong, and every process is a new one, which looks for what is left at this pace. */
    void heal(Pace pace) {
        faulty = false;
        List.copyOf(instances).forEach(instance -> {
            crash(instance.process());
            twins.log.expel(instance.process());
        });
        for (var service : SERVICES) {
            start(service, pace);
        }
    }

    void pass(Duration time) {
        long until = agenda.millisGone() + time.toMillis();
        while (agenda.next(until)) {
            truths.check();
        }
    }

    /** All that live and move. */
    List<Instance> awake() {
        return instances.stream()
                .filter(one -> one.process().isAlive() && !one.process().standsStillAt(agenda.millisGone()))
                .toList();
    }

    /** One that died while it started is still among the instances, as a load balancer would have it. */
    private Stream<Program> alive() {
        return instances.stream().map(Instance::process).filter(Program::isAlive);
    }

    /** Living instances of a kind, in the order they were started. */
    <I extends Instance> List<I> living(Class<I> kind) {
        return instances.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    DocumentStore collection(String service, String name) {
        return twins.collection(service, name);
    }

    Stream<WireRecord> records(String topic) {
        return twins.log.records(topic).stream();
    }
}
