/** Webhooks, called over HTTPS as the API server calls them. */
@NullMarked
package io.github.spotaware.sandbox.admission;

import org.jspecify.annotations.NullMarked;
