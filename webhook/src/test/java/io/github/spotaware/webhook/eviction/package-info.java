@NullMarked
package io.github.spotaware.webhook.eviction;

import org.jspecify.annotations.NullMarked;
