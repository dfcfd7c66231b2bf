/** The scaler process: drives every surge to its end, under leader election. */
@NullMarked
package io.github.spotaware.scaler;

import org.jspecify.annotations.NullMarked;
