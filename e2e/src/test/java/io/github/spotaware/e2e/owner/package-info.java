/** What the owner of a Deployment does during a surge, and what becomes of the surge then. */
@NullMarked
package io.github.spotaware.e2e.owner;

import org.jspecify.annotations.NullMarked;
