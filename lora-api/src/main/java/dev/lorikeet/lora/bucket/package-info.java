/** The bucket, as far as this service needs it. Start at {@link dev.lorikeet.lora.bucket.UploadStore}. */
@NullMarked
package dev.lorikeet.lora.bucket;

import org.jspecify.annotations.NullMarked;
