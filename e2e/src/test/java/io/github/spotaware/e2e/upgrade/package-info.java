/** Neighbouring versions side by side: builds of two checkouts, and schedules of a later one. */
@NullMarked
package io.github.spotaware.e2e.upgrade;

import org.jspecify.annotations.NullMarked;
