/** Where the replacement of a surge should land: what its pod gets as it is admitted. */
@NullMarked
package io.github.spotaware.webhook.placement;

import org.jspecify.annotations.NullMarked;
