/** The work of a worker, really done. Start at {@link dev.lorikeet.embedded.runpod.work.Handler}. */
@NullMarked
package dev.lorikeet.embedded.runpod.work;

import org.jspecify.annotations.NullMarked;
