/** The bucket as jobs need it. Start at {@link dev.lorikeet.generation.bucket.JobBucket}. */
@NullMarked
package dev.lorikeet.generation.bucket;

import org.jspecify.annotations.NullMarked;
