/**
 * Who may do what. Start at {@link dev.lorikeet.lora.access.AccessConfiguration}; the issuer in
 * {@link dev.lorikeet.lora.access.LocalTokenController} exists only where no real one is configured.
 */
@NullMarked
package dev.lorikeet.lora.access;

import org.jspecify.annotations.NullMarked;
