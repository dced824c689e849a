/** What jobs were ordered and what became of them. Start at {@link dev.lorikeet.generation.history.JobView}. */
@NullMarked
package dev.lorikeet.generation.history;

import org.jspecify.annotations.NullMarked;
