@NullMarked
package io.github.spotaware.placement;

import org.jspecify.annotations.NullMarked;
