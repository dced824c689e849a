package dev.lorikeet.delivery;

import java.time.InstantSource;

import reactor.core.scheduler.Schedulers;

final class InMemoryEventLogWithPollsContract extends InMemoryEventLogContract {
    private static final int POLL = 100;
    private static final InMemoryEventLog LOG = new InMemoryEventLog(Schedulers.newSingle("twin", true),
            InstantSource.system(), DeliveryLimits.defaults().backOff(), POLL);

    @Override
    InMemoryEventLog twin() {
        return LOG;
    }

    @Override
    protected int poll() {
        return POLL;
    }
}
