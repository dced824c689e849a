/** What a requested video can be and what can happen to it. Start at {@link dev.lorikeet.generation.job.Order}. */
@NullMarked
package dev.lorikeet.generation.job;

import org.jspecify.annotations.NullMarked;
