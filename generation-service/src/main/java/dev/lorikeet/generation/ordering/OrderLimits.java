package dev.lorikeet.generation.ordering;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one workspace may order.
 *
 * @param openPerWorkspace jobs that have not come to their end; requests at the same moment may exceed it by a few
 * @param shareOfQueue percent of the jobs that may wait for an endpoint ({@code mostQueued} of a model's worker); with
 *     100, one workspace can keep all others out
 */
@ConfigurationProperties("lorikeet.orders")
record OrderLimits(@DefaultValue("100") int openPerWorkspace, @DefaultValue("50") int shareOfQueue) {
    private static final int ALL = 100;

    OrderLimits {
        if (openPerWorkspace < 1 || openPerWorkspace > 10_000) {
            throw new IllegalArgumentException(
                    "lorikeet.orders.open-per-workspace must lie between 1 and 10000, not " + openPerWorkspace);
        }
        if (shareOfQueue < 1 || shareOfQueue > ALL) {
            throw new IllegalArgumentException(
                    "lorikeet.orders.share-of-queue must lie between 1 and 100, not " + shareOfQueue);
        }
    }

    /** How many of a queue's jobs may be one workspace's: one at least, however short the queue is. */
    int mostWaiting(int mostQueued) {
        return Math.max(1, (int) ((long) mostQueued * shareOfQueue / ALL));
    }
}
