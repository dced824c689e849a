/** What dashboards and alerts ask for, and whether services have it. Start at {@link dev.lorikeet.standalone.metrics.Watch}. */
@NullMarked
package dev.lorikeet.standalone.metrics;

import org.jspecify.annotations.NullMarked;
