package dev.lorikeet.delivery;

import java.time.Duration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class InMemoryEventLogContract extends EventLogContract {
    private static final Scheduler SCHEDULER = Schedulers.newSingle("twin", true);
    private static final InMemoryEventLog LOG = new InMemoryEventLog(SCHEDULER, DeliveryLimits.defaults().backOff());

    InMemoryEventLog twin() {
        return LOG;
    }

    @Override
    protected final EventLog log() {
        return twin();
    }

    @Override
    protected final EventLog retryingAfter(Duration wait) {
        return new InMemoryEventLog(SCHEDULER, new DeliveryLimits.BackOff(wait, wait));
    }

    @Override
    protected final Mortal mortal() {
        var process = new Object();
        return new Mortal(twin().as(process, SCHEDULER), () -> twin().expel(process));
    }

    @Override
    protected int poll() {
        return 1;
    }
}
