/**
 * The schedule's state machine: one class for each transition, each a pure function of a live
 * snapshot and a time.
 */
@NullMarked
package io.github.spotaware.surge;

import org.jspecify.annotations.NullMarked;
