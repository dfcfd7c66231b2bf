/**
 * An embedded cluster: the Kubernetes API over the simulation's cluster model, on the real clock.
 */
@NullMarked
package io.github.spotaware.sandbox;

import org.jspecify.annotations.NullMarked;
