/** Objects as whole JSON documents. */
@NullMarked
package io.github.spotaware.sandbox.document;

import org.jspecify.annotations.NullMarked;
