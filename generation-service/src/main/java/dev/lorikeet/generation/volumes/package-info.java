/**
 * Which LoRAs are on which network volumes. Start at {@link dev.lorikeet.generation.volumes.Presences}.
 */
@NullMarked
package dev.lorikeet.generation.volumes;

import org.jspecify.annotations.NullMarked;
