@NullMarked
package io.github.spotaware.architecture;

import org.jspecify.annotations.NullMarked;
