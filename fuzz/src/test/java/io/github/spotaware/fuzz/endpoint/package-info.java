/** What is sent to the ports of the webhook, and what must come back. */
@NullMarked
package io.github.spotaware.fuzz.endpoint;

import org.jspecify.annotations.NullMarked;
