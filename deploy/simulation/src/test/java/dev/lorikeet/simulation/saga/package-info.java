/**
 * The whole saga of the three services in one thread from one seed. Start at
 * {@link dev.lorikeet.simulation.saga.SagaSimulation}; a run of one seed is {@link dev.lorikeet.simulation.saga.Saga}.
 */
@NullMarked
package dev.lorikeet.simulation.saga;

import org.jspecify.annotations.NullMarked;
