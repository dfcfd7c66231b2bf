/** What the API server stores, and how it is watched. */
@NullMarked
package io.github.spotaware.simulation.cluster.store;

import org.jspecify.annotations.NullMarked;
