/** What happens in a run: a cluster, and a plan of who does what when, drawn from the seed. */
@NullMarked
package io.github.spotaware.simulation.scenario;

import org.jspecify.annotations.NullMarked;
