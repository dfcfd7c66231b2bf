@NullMarked
package io.github.spotaware.sandbox.projection;

import org.jspecify.annotations.NullMarked;
