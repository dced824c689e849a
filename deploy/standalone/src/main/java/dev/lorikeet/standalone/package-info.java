/** All of Lorikeet in one process. Start at {@link dev.lorikeet.standalone.Standalone}. */
@NullMarked
package dev.lorikeet.standalone;

import org.jspecify.annotations.NullMarked;
