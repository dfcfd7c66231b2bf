@NullMarked
package io.github.spotaware.report;

import org.jspecify.annotations.NullMarked;
