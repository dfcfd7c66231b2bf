/** Where the replacement of a surge should land: preferences that its pod gets as it is created. */
@NullMarked
package io.github.spotaware.placement;

import org.jspecify.annotations.NullMarked;
