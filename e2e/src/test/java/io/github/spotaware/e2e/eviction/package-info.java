/** Evictions and drains against the whole project on a real control plane. */
@NullMarked
package io.github.spotaware.e2e.eviction;

import org.jspecify.annotations.NullMarked;
