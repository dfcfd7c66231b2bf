/** How each kind of the model is shown as a document, and read from one. */
@NullMarked
package io.github.spotaware.sandbox.projection;

import org.jspecify.annotations.NullMarked;
