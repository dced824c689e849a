/**
 * How a test speaks to a running service. Start at {@link dev.lorikeet.http.testing.ApiClient}, which holds every exchange
 * to the service's {@link dev.lorikeet.http.testing.Contract}; {@link dev.lorikeet.http.testing.Tokens} and
 * {@link dev.lorikeet.http.testing.Visitor} are who asks, {@link dev.lorikeet.http.testing.FuzzRun} asks for anything.
 */
@NullMarked
package dev.lorikeet.http.testing;

import org.jspecify.annotations.NullMarked;
