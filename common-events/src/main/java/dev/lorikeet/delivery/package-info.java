/**
 * How events travel: state and announcement in one write, a relay, consumers, dead letters and leased work. Start at
 * {@link dev.lorikeet.delivery.Delivery}; what may fail and who heals it is in {@code docs/architecture.md}.
 */
@NullMarked
package dev.lorikeet.delivery;

import org.jspecify.annotations.NullMarked;
