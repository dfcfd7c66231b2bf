/** The one adapter to Kubernetes, and TLS handshakes with the webhooks. */
@NullMarked
package io.github.spotaware.certs.cluster;

import org.jspecify.annotations.NullMarked;
