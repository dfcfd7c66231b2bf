@NullMarked
package io.github.spotaware.port;

import org.jspecify.annotations.NullMarked;
