/**
 * The hold: an eviction not let through yet, as a state machine that is fed events and returns
 * effects.
 */
@NullMarked
package io.github.spotaware.hold;

import org.jspecify.annotations.NullMarked;
