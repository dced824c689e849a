/**
 * What belongs together over all services: one trace from a request to everything that comes of it. It travels as text,
 * in headers and beside due work, and in Reactor's context as a {@link dev.lorikeet.trace.Step}; where
 * {@link dev.lorikeet.trace.Spans} export, each step is a span.
 */
@NullMarked
package dev.lorikeet.trace;

import org.jspecify.annotations.NullMarked;
