/** What happens to backstops when a PodDisruptionBudget of someone else comes. */
@NullMarked
package io.github.spotaware.webhook.backstop;

import org.jspecify.annotations.NullMarked;
