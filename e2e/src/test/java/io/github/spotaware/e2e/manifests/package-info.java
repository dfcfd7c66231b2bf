/** The shipped manifests on a real API server: accepted as they are, with rights that suffice. */
@NullMarked
package io.github.spotaware.e2e.manifests;

import org.jspecify.annotations.NullMarked;
