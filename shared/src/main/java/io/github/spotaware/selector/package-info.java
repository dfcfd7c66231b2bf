/** Label selectors with the semantics of Kubernetes, free of any client type. */
@NullMarked
package io.github.spotaware.selector;

import org.jspecify.annotations.NullMarked;
