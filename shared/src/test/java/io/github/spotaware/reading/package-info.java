@NullMarked
package io.github.spotaware.reading;

import org.jspecify.annotations.NullMarked;
