/**
 * Kafka, MongoDB's wire protocol and S3 in this JVM, each keeping its data in a directory. Read
 * {@link dev.lorikeet.embedded.EmbeddedPlatform} first.
 */
@NullMarked
package dev.lorikeet.embedded;

import org.jspecify.annotations.NullMarked;
