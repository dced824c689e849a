/**
 * Copies of LoRAs on RunPod's network volumes, for workers that cannot fetch them. Start at
 * {@link dev.lorikeet.storage.mirror.Mirrors}.
 */
@NullMarked
package dev.lorikeet.storage.mirror;

import org.jspecify.annotations.NullMarked;
