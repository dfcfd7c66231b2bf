/**
 * The admission protocol: what a review asks, as values that can be trusted, and how it is
 * answered.
 */
@NullMarked
package io.github.spotaware.webhook.admission;

import org.jspecify.annotations.NullMarked;
