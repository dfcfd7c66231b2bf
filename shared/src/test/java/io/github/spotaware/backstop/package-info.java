@NullMarked
package io.github.spotaware.backstop;

import org.jspecify.annotations.NullMarked;
