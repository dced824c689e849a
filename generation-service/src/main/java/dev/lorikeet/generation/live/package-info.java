/** What becomes of jobs, as it happens, for browsers. Start at {@link dev.lorikeet.generation.live.JobFeed}. */
@NullMarked
package dev.lorikeet.generation.live;

import org.jspecify.annotations.NullMarked;
