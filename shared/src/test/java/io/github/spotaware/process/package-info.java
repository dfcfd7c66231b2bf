@NullMarked
package io.github.spotaware.process;

import org.jspecify.annotations.NullMarked;
