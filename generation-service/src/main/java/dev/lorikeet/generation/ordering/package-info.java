/** From a request to a job that waits. Start at {@link dev.lorikeet.generation.ordering.Ordering}. */
@NullMarked
package dev.lorikeet.generation.ordering;

import org.jspecify.annotations.NullMarked;
