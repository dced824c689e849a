/**
 * RunPod's serverless platform as a value machine: no threads, no sockets, its clock is moved by who uses it. Read
 * {@link dev.lorikeet.embedded.runpod.RunPodCloud} first; over HTTP it is {@code EmbeddedRunPod} in the package below.
 */
@NullMarked
package dev.lorikeet.embedded.runpod;

import org.jspecify.annotations.NullMarked;
