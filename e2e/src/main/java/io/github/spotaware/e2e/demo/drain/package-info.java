/** Who drains a node: the real kubectl, or a client in Java that does the same. */
@NullMarked
package io.github.spotaware.e2e.demo.drain;

import org.jspecify.annotations.NullMarked;
