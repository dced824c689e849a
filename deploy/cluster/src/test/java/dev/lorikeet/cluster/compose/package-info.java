/** The cluster on one machine with Docker. Start at {@link dev.lorikeet.cluster.compose.ComposeTest}. */
@NullMarked
package dev.lorikeet.cluster.compose;

import org.jspecify.annotations.NullMarked;
