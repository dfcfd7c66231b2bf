@NullMarked
package io.github.spotaware.freshness;

import org.jspecify.annotations.NullMarked;
