@NullMarked
package io.github.spotaware.kubernetes;

import org.jspecify.annotations.NullMarked;
