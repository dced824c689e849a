/**
 * Who may do what, how fast, and from which pages. Start at {@link dev.lorikeet.http.access.AccessConfiguration}, and at
 * {@link dev.lorikeet.http.access.Caller} for who that is.
 */
@NullMarked
package dev.lorikeet.http.access;

import org.jspecify.annotations.NullMarked;
