/** The project's pods as local processes, from the build tree or from an image's files. */
@NullMarked
package io.github.spotaware.e2e.pod;

import org.jspecify.annotations.NullMarked;
