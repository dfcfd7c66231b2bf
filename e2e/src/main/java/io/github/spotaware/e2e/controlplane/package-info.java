/**
 * A real control plane on loopback: etcd, the API server, its controllers, a scheduler, and kwok
 * for the nodes.
 */
@NullMarked
package io.github.spotaware.e2e.controlplane;

import org.jspecify.annotations.NullMarked;
