/** What each service may do where. Start at {@link dev.lorikeet.cluster.access.BucketPolicyTest}. */
@NullMarked
package dev.lorikeet.cluster.access;

import org.jspecify.annotations.NullMarked;
