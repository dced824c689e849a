/**
 * What torch saves, taken apart without running any of it: an archive or an old stream, and in either a pickle that is
 * followed symbolically and may do nothing but name tensors. Start at
 * {@link dev.lorikeet.storage.torch.TorchCheckpoint}.
 */
@NullMarked
package dev.lorikeet.storage.torch;

import org.jspecify.annotations.NullMarked;
