@NullMarked
package io.github.spotaware.sandbox;

import org.jspecify.annotations.NullMarked;
