/** How an input is made and changed, from a seed. */
@NullMarked
package io.github.spotaware.fuzz.input;

import org.jspecify.annotations.NullMarked;
