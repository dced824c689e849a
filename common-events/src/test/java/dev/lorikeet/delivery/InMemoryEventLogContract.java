package dev.lorikeet.delivery;

import reactor.core.scheduler.Schedulers;

final class InMemoryEventLogContract extends EventLogContract {
    private static final InMemoryEventLog LOG = new InMemoryEventLog(Schedulers.newSingle("twin", true),
            DeliveryLimits.defaults().backOff());

    @Override
    protected EventLog log() {
        return LOG;
    }
}
