@NullMarked
package io.github.spotaware.sandbox.journal;

import org.jspecify.annotations.NullMarked;
