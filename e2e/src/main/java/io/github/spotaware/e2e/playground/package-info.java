/** Playgrounds: a control plane with the project's own processes, for people and for tests. */
@NullMarked
package io.github.spotaware.e2e.playground;

import org.jspecify.annotations.NullMarked;
