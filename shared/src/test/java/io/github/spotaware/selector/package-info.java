@NullMarked
package io.github.spotaware.selector;

import org.jspecify.annotations.NullMarked;
