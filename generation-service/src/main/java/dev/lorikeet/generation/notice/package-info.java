/** Tells whoever ordered that the job has ended. Start at {@link dev.lorikeet.generation.notice.Notices}. */
@NullMarked
package dev.lorikeet.generation.notice;

import org.jspecify.annotations.NullMarked;
