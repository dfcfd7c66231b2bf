/** What people and other versions write: ConfigMaps, annotations, PEM files. */
@NullMarked
package io.github.spotaware.fuzz.data;

import org.jspecify.annotations.NullMarked;
