@NullMarked
package io.github.spotaware.sandbox.admission;

import org.jspecify.annotations.NullMarked;
