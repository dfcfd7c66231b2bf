/** What is answered where someone writes a Deployment's count. */
@NullMarked
package io.github.spotaware.webhook.guard;

import org.jspecify.annotations.NullMarked;
