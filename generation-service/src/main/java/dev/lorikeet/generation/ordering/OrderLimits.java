package dev.lorikeet.generation.ordering;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one workspace may order.
 *
 * @param openPerWorkspace jobs that have not come to their end; requests at the same moment may exceed it by a few
 */
@ConfigurationProperties("lorikeet.orders")
record OrderLimits(@DefaultValue("100") int openPerWorkspace) {
    OrderLimits {
        if (openPerWorkspace < 1 || openPerWorkspace > 10_000) {
            throw new IllegalArgumentException(
                    "lorikeet.orders.open-per-workspace must lie between 1 and 10000, not " + openPerWorkspace);
        }
    }
}
