/** Which resources there are, and the documents that discovery answers with. */
@NullMarked
package io.github.spotaware.sandbox.resource;

import org.jspecify.annotations.NullMarked;
