@NullMarked
package io.github.spotaware.simulation.architecture;

import org.jspecify.annotations.NullMarked;
