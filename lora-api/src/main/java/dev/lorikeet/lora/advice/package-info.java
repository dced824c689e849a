/**
 * Looks at the settings of the bucket and tells operators what to change. Start at
 * {@link dev.lorikeet.lora.advice.BucketCheck}, and at {@link dev.lorikeet.lora.advice.Judgement} for what is right.
 */
@NullMarked
package dev.lorikeet.lora.advice;

import org.jspecify.annotations.NullMarked;
