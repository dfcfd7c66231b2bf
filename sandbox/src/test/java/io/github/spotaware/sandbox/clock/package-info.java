@NullMarked
package io.github.spotaware.sandbox.clock;

import org.jspecify.annotations.NullMarked;
