@NullMarked
package io.github.spotaware.sandbox.http;

import org.jspecify.annotations.NullMarked;
