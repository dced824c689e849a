/** All services in one thread from one seed. Start at {@link dev.lorikeet.simulation.UploadSimulation}. */
@NullMarked
package dev.lorikeet.simulation;

import org.jspecify.annotations.NullMarked;
