/** Evictions that are held: what is answered, for how long, and who is not held. */
@NullMarked
package io.github.spotaware.e2e.hold;

import org.jspecify.annotations.NullMarked;
