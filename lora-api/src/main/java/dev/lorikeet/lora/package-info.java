/** The API of the library. The upload flow starts at {@link dev.lorikeet.lora.upload.LoraUploads}. */
@NullMarked
package dev.lorikeet.lora;

import org.jspecify.annotations.NullMarked;
