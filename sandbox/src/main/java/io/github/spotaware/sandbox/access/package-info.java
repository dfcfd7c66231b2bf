/** Who asks, and what they may do: tokens, client certificates, RBAC. */
@NullMarked
package io.github.spotaware.sandbox.access;

import org.jspecify.annotations.NullMarked;
