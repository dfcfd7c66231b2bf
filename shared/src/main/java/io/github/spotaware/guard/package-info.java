/** The surge guard: what becomes of a write of 1 while a surge is open. Pure. */
@NullMarked
package io.github.spotaware.guard;

import org.jspecify.annotations.NullMarked;
