/** The command line for the webhooks' certificates, without cert-manager. */
@NullMarked
package io.github.spotaware.certs;

import org.jspecify.annotations.NullMarked;
