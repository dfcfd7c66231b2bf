/** The HTTPS port that the API server calls. */
@NullMarked
package io.github.spotaware.webhook.server;

import org.jspecify.annotations.NullMarked;
