/** The bucket, as far as this service needs it. Start at {@link dev.lorikeet.storage.objects.ObjectStore}. */
@NullMarked
package dev.lorikeet.storage.objects;

import org.jspecify.annotations.NullMarked;
