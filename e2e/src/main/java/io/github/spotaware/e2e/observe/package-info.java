/**
 * What tests and the demo need to do to a cluster, and to see of it: workloads, evictions, drains;
 * downtime from a watch, the API server's audit log.
 */
@NullMarked
package io.github.spotaware.e2e.observe;

import org.jspecify.annotations.NullMarked;
