/** From a waiting job to RunPod and back. Start at {@link dev.lorikeet.generation.dispatch.Dispatcher}. */
@NullMarked
package dev.lorikeet.generation.dispatch;

import org.jspecify.annotations.NullMarked;
