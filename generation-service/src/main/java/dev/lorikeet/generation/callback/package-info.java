/** Where RunPod calls us back. Start at {@link dev.lorikeet.generation.dispatch.Callbacks}. */
@NullMarked
package dev.lorikeet.generation.callback;

import org.jspecify.annotations.NullMarked;
