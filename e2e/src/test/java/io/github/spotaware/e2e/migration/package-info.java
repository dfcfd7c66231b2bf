/** The shell version's schedules and leftovers, both versions side by side, and the switch-over. */
@NullMarked
package io.github.spotaware.e2e.migration;

import org.jspecify.annotations.NullMarked;
