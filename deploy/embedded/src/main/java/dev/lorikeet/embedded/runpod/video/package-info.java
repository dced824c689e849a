/** The video that the stand-in gives back. Start at {@link dev.lorikeet.embedded.runpod.video.Rendering}. */
@NullMarked
package dev.lorikeet.embedded.runpod.video;

import org.jspecify.annotations.NullMarked;
