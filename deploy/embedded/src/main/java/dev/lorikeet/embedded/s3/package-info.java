/**
 * An S3 server in this JVM that keeps its objects in a directory. Read {@link dev.lorikeet.embedded.s3.EmbeddedS3}
 * first.
 */
@NullMarked
package dev.lorikeet.embedded.s3;

import org.jspecify.annotations.NullMarked;
