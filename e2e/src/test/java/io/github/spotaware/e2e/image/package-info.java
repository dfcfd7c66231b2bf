/** What is in the images, run. */
@NullMarked
package io.github.spotaware.e2e.image;

import org.jspecify.annotations.NullMarked;
