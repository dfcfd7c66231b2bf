/** What the API server's questions about Nodes are good for. */
@NullMarked
package io.github.spotaware.webhook.node;

import org.jspecify.annotations.NullMarked;
