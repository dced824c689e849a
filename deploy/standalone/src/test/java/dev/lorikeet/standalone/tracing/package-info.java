/** Takes spans as a collector does, and shows them as trees. Begin at {@link dev.lorikeet.standalone.tracing.Collector}. */
@NullMarked
package dev.lorikeet.standalone.tracing;

import org.jspecify.annotations.NullMarked;
