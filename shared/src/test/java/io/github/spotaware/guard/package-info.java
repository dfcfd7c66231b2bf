@NullMarked
package io.github.spotaware.guard;

import org.jspecify.annotations.NullMarked;
