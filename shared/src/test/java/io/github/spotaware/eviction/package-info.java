@NullMarked
package io.github.spotaware.eviction;

import org.jspecify.annotations.NullMarked;
