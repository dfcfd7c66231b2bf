/** The objects of the API server, as immutable records of what matters here. */
@NullMarked
package io.github.spotaware.simulation.cluster.object;

import org.jspecify.annotations.NullMarked;
