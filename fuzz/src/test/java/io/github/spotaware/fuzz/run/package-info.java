/** Runs many inputs, judges them, and says how to see a failing one again. */
@NullMarked
package io.github.spotaware.fuzz.run;

import org.jspecify.annotations.NullMarked;
