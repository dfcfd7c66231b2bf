/**
 * The serving certificate and its key: read from PEM files, checked, and renewed without a restart.
 */
@NullMarked
package io.github.spotaware.webhook.tls;

import org.jspecify.annotations.NullMarked;
