/** Bad weather between a program and what it depends on. Start at {@link dev.lorikeet.standalone.network.FaultyLine}. */
@NullMarked
package dev.lorikeet.standalone.network;

import org.jspecify.annotations.NullMarked;
