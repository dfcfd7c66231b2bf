@NullMarked
package io.github.spotaware.webhook.deployment;

import org.jspecify.annotations.NullMarked;
