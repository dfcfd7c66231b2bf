/** The eviction decision: rules 1 to 7, in order, as pure functions of a live snapshot. */
@NullMarked
package io.github.spotaware.eviction;

import org.jspecify.annotations.NullMarked;
