@NullMarked
package io.github.spotaware.webhook.placement;

import org.jspecify.annotations.NullMarked;
