/** backstop-pdb: the second line, when both webhooks are dead. */
@NullMarked
package io.github.spotaware.e2e.backstop;

import org.jspecify.annotations.NullMarked;
