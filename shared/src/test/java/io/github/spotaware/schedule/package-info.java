@NullMarked
package io.github.spotaware.schedule;

import org.jspecify.annotations.NullMarked;
