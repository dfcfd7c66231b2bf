@NullMarked
package io.github.spotaware.hold;

import org.jspecify.annotations.NullMarked;
