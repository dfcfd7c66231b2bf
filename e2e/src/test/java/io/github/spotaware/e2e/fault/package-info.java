/** Processes that stand still, and an API server that is silent. */
@NullMarked
package io.github.spotaware.e2e.fault;

import org.jspecify.annotations.NullMarked;
