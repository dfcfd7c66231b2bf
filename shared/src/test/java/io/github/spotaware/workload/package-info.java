@NullMarked
package io.github.spotaware.workload;

import org.jspecify.annotations.NullMarked;
