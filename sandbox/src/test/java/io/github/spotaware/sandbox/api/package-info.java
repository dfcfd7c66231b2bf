@NullMarked
package io.github.spotaware.sandbox.api;

import org.jspecify.annotations.NullMarked;
