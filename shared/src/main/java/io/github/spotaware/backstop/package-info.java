/**
 * The second line, for when both webhooks are dead: a PodDisruptionBudget for each protected
 * Deployment. Part of the core: no I/O, no clock.
 */
@NullMarked
package io.github.spotaware.backstop;

import org.jspecify.annotations.NullMarked;
