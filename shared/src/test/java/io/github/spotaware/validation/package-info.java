@NullMarked
package io.github.spotaware.validation;

import org.jspecify.annotations.NullMarked;
