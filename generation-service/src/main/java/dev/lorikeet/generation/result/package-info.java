/** What comes out of a job. Start at {@link dev.lorikeet.generation.result.Results}. */
@NullMarked
package dev.lorikeet.generation.result;

import org.jspecify.annotations.NullMarked;
