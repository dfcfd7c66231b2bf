/** What operators look at: metrics, health and readiness over plain HTTP. */
@NullMarked
package io.github.spotaware.observability;

import org.jspecify.annotations.NullMarked;
