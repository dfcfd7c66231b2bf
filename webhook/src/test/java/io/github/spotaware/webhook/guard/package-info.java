@NullMarked
package io.github.spotaware.webhook.guard;

import org.jspecify.annotations.NullMarked;
