/** Asks a virus scanner, where one is configured. Start at {@link dev.lorikeet.storage.scanner.Clamd}. */
@NullMarked
package dev.lorikeet.storage.scanner;

import org.jspecify.annotations.NullMarked;
