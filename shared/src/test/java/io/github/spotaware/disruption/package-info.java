@NullMarked
package io.github.spotaware.disruption;

import org.jspecify.annotations.NullMarked;
