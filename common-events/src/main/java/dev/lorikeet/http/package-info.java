/**
 * How a service answers over HTTP, and above all how it says no. Start at {@link dev.lorikeet.http.Problems}; what a
 * service brings itself is a {@link dev.lorikeet.http.ProblemType} and an {@code openapi.yaml}.
 */
@NullMarked
package dev.lorikeet.http;

import org.jspecify.annotations.NullMarked;
