/**
 * Races between evictions, rollouts, scale-downs and processes that die: never zero serving pods.
 */
@NullMarked
package io.github.spotaware.e2e.race;

import org.jspecify.annotations.NullMarked;
