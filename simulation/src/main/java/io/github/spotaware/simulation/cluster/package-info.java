/** An in-memory cluster: an API server's store, its watches, and the controllers that matter. */
@NullMarked
package io.github.spotaware.simulation.cluster;

import org.jspecify.annotations.NullMarked;
