/** The webhook process. */
@NullMarked
package io.github.spotaware.webhook;

import org.jspecify.annotations.NullMarked;
