/** The stand-in for RunPod over HTTP. Start at {@link dev.lorikeet.embedded.runpod.http.EmbeddedRunPod}. */
@NullMarked
package dev.lorikeet.embedded.runpod.http;

import org.jspecify.annotations.NullMarked;
