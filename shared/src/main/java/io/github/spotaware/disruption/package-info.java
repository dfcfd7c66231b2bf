/** Node disruptions: which nodes are going away, and since when one observer has seen it. */
@NullMarked
package io.github.spotaware.disruption;

import org.jspecify.annotations.NullMarked;
