/**
 * The one adapter to Kubernetes: reads live snapshots, performs protocol writes, watches, records
 * Events.
 */
@NullMarked
package io.github.spotaware.kubernetes;

import org.jspecify.annotations.NullMarked;
