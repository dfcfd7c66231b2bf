/** Node disruptions: what surges before any eviction arrives, and what does not. */
@NullMarked
package io.github.spotaware.e2e.node;

import org.jspecify.annotations.NullMarked;
