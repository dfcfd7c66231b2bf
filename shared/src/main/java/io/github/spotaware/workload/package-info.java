/**
 * What a decision sees of the cluster: immutable records, and the words of DESIGN.md that are about
 * pods and nodes.
 */
@NullMarked
package io.github.spotaware.workload;

import org.jspecify.annotations.NullMarked;
