/** What runs as a cluster, checked without an engine: images, the compose file, the chart. */
@NullMarked
package dev.lorikeet.cluster;

import org.jspecify.annotations.NullMarked;
