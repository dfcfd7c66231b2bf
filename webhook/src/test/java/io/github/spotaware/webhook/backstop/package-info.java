@NullMarked
package io.github.spotaware.webhook.backstop;

import org.jspecify.annotations.NullMarked;
