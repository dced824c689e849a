/**
 * What the services say to each other: the contract that consumers outside this repository may depend on. Start at
 * EventCatalogue.
 */
@NullMarked
package dev.lorikeet.event;

import org.jspecify.annotations.NullMarked;
