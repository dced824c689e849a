/** What is sent to a worker, and what is tried when it fails. Start at {@link dev.lorikeet.generation.payload.Payloads}. */
@NullMarked
package dev.lorikeet.generation.payload;

import org.jspecify.annotations.NullMarked;
