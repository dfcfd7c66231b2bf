/**
 * What the API server does with requests: the rules of each kind, admission of evictions, reads.
 */
@NullMarked
package io.github.spotaware.simulation.cluster.api;

import org.jspecify.annotations.NullMarked;
