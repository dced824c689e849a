/**
 * A real Kafka broker in this JVM that keeps its log in a directory. Read
 * {@link dev.lorikeet.embedded.kafka.EmbeddedKafka} first.
 */
@NullMarked
package dev.lorikeet.embedded.kafka;

import org.jspecify.annotations.NullMarked;
