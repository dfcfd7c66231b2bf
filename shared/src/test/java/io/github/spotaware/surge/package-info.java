@NullMarked
package io.github.spotaware.surge;

import org.jspecify.annotations.NullMarked;
