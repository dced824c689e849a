/**
 * What happens, as it happens, for browsers that have it open. Start at {@link dev.lorikeet.http.live.LiveChanges};
 * {@link dev.lorikeet.http.live.Ring} is why a client may go on anywhere, and a {@link dev.lorikeet.http.live.Feed} is all
 * that a service says of its events.
 */
@NullMarked
package dev.lorikeet.http.live;

import org.jspecify.annotations.NullMarked;
