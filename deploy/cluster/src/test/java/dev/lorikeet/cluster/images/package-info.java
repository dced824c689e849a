/** The Dockerfile and what it is made from. Start at {@link dev.lorikeet.cluster.images.Dockerfile}. */
@NullMarked
package dev.lorikeet.cluster.images;

import org.jspecify.annotations.NullMarked;
