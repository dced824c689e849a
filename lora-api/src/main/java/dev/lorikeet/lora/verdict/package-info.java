/**
 * What comes to a LoRA from elsewhere than people: the words of storage-worker, and the clock. Both lead into
 * {@link dev.lorikeet.lora.upload.LoraUploads} and {@link dev.lorikeet.lora.deletion.LoraDeletions}.
 */
@NullMarked
package dev.lorikeet.lora.verdict;

import org.jspecify.annotations.NullMarked;
