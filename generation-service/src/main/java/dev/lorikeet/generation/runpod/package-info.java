/** RunPod as we need it: every outcome is a value. Start at {@link dev.lorikeet.generation.runpod.RunPod}. */
@NullMarked
package dev.lorikeet.generation.runpod;

import org.jspecify.annotations.NullMarked;
