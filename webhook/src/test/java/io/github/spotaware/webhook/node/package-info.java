@NullMarked
package io.github.spotaware.webhook.node;

import org.jspecify.annotations.NullMarked;
