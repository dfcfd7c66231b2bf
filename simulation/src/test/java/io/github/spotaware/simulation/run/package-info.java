@NullMarked
package io.github.spotaware.simulation.run;

import org.jspecify.annotations.NullMarked;
