/** The shell around the eviction decision: runs a hold's effects, and feeds it what happens. */
@NullMarked
package io.github.spotaware.webhook.eviction;

import org.jspecify.annotations.NullMarked;
